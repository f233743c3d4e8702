/// Compares texts by their words.
enum WordAgreement {
  /// Words below which a comparison says nothing.
  static let wordLimit = 8
  /// Words compared: enough to tell, and a bound on the set.
  static let comparedLimit = 4096

  /// How much of the words of `text` also stand in `other`, 0…1; `nil` where `text` has too few words.
  static func share(of text: [UInt8], in other: [UInt8]) -> Double? {
    let words = Set(hashes(of: text).prefix(comparedLimit))
    guard words.count >= wordLimit else { return nil }
    let found = words.intersection(hashes(of: other))
    return Double(found.count) / Double(words.count)
  }

  /// A hash for each run of letters of at least three octets, ASCII capitals made small.
  private static func hashes(of text: [UInt8]) -> [UInt64] {
    var hashes: [UInt64] = []
    WordHasher.forEachWord(in: text) { if $0.length >= 3 { hashes.append($0.hash) } }
    return hashes
  }
}
