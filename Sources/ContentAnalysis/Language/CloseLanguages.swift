/// Tells languages apart that CLD2 takes for each other, and names some that it does not know or is not sure of, by common
/// words and by letters that only one of them has.
enum CloseLanguages {
  /// Of each group CLD2 tells one well, and which one less well.
  private static let groups = [["es", "gl", "pt"], ["hr", "bs", "sr"], ["da", "nb", "nn", "sv"], ["id", "ms"]]

  private static let group: [String: [String]] = Dictionary(
    groups.flatMap { group in group.map { ($0, group) } }, uniquingKeysWith: { first, _ in first })

  /// Words by which a language is told where CLD2 has no answer: fewer are chance.
  private static let leastWords = 3
  /// Words that confirm an answer which is not reliable.
  private static let leastConfirmingWords = 2

  static func isMember(_ tag: String) -> Bool { group[tag] != nil }

  /// The language of the group with the most words in the text; the given one where none has more.
  /// - Returns: `nil` for a language of no group, and for an answer that is neither reliable nor confirmed.
  static func closest(to tag: String, in sample: ArraySlice<UInt8>, isReliable: Bool) -> String? {
    guard let group = group[tag] else { return nil }
    let counts = CommonWords.counts(in: sample)
    let own = counts[tag, default: 0]
    let best = group.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? tag
    if counts[best, default: 0] > own { return best }
    guard isReliable || own >= leastConfirmingWords else { return nil }
    // Without a word that only one of them has, the more common language.
    return tag == "bs" && counts["hr", default: 0] == own ? "hr" : tag
  }

  /// The language with clearly the most of its common words in the text.
  static func byWords(_ sample: ArraySlice<UInt8>) -> String? {
    let counts = CommonWords.counts(in: sample).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let best = counts.first, best.value >= leastWords else { return nil }
    if counts.count > 1, counts[1].value == best.value { return nil }
    return best.key
  }

  /// Russian and Ukrainian, which CLD2 often does not tell from smaller languages of the same script.
  static func byAlphabet(_ sample: ArraySlice<UInt8>) -> String? {
    let letters = Set(String(decoding: sample, as: UTF8.self).unicodeScalars)
    let (isRussian, isUkrainian) = (!letters.isDisjoint(with: russian), !letters.isDisjoint(with: ukrainian))
    guard isRussian != isUkrainian else { return nil }
    if isUkrainian { return letters.isDisjoint(with: belarusian) ? "uk" : nil }
    let isForeign = letters.contains { (0x0452...0x045F).contains($0.value) || (0x0460...0x052F).contains($0.value) }
    return isForeign ? nil : "ru"
  }

  private static let russian = Set("ыэё".unicodeScalars)
  private static let ukrainian = Set("їєґ".unicodeScalars)
  private static let belarusian = Set("ў".unicodeScalars)
}
