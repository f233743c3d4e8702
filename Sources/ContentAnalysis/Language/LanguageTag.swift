/// The language of a text as `LANG` and the lists of languages have it (eop-spec §4.3), in lower case: `de`, `nb`, `zh-tw`,
/// `wen`. Said only where it is sure enough to act on.
enum LanguageTag {
  /// `nil` where the text is too short, or nothing is sure.
  static func of(_ sample: ArraySlice<UInt8>, _ detected: DetectedLanguage?) -> String? {
    guard LanguageDetector.hasEnoughLetters(sample) else { return nil }
    let tag = detected.map { LanguageTag.tag(of: $0.variant) }
    if let tag, let closest = CloseLanguages.closest(to: tag, in: sample, isReliable: detected?.isReliable ?? false) {
      return closest
    }
    if let tag, detected?.isReliable == true, !CloseLanguages.isMember(tag) { return tag }
    return CloseLanguages.byAlphabet(sample) ?? CloseLanguages.byWords(sample)
  }

  /// From CLD2's codes, of which some were withdrawn from ISO 639 and some say the script.
  private static func tag(of code: String) -> String {
    switch code {
    case "zh": "zh-cn"
    case "zh-Hant": "zh-tw"
    case "no": "nb"
    case "iw": "he"
    case "jw": "jv"
    case "mo": "ro"
    // Upper and Lower Sorbian have one value.
    case "hsb", "dsb": "wen"
    default: code.split(separator: "-").first.map(String.init) ?? code
    }
  }
}
