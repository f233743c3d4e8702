import CLanguage

/// Tells the language of text by CLD2.
enum LanguageDetector {
  /// Octets looked at: more do not change the answer, and detection is the slowest step over text.
  static let textLimit = 1024
  /// Letters below which any answer is a guess.
  static let letterLimit = 20

  static func language(of sample: ArraySlice<UInt8>) -> DetectedLanguage? {
    guard hasEnoughLetters(sample) else { return nil }
    var percent: CInt = 0
    var isReliable: CInt = 0
    let code = sample.withUnsafeBytes { bytes in
      martlet_language(bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, &percent, &isReliable)
    }
    guard let code else { return nil }
    let variant = String(cString: code)
    return DetectedLanguage(
      code: isoCode(variant), variant: variant, share: Double(percent) / 100, isReliable: isReliable != 0)
  }

  static func hasEnoughLetters(_ sample: ArraySlice<UInt8>) -> Bool {
    sample.count { $0 >= 0x80 || (($0 | 0x20) &- 0x61) < 26 } >= letterLimit
  }

  /// CLD2 has a few codes that ISO 639 withdrew, and adds scripts: `zh-Hant`.
  private static func isoCode(_ code: String) -> String {
    switch code {
    case "iw": "he"
    case "jw": "jv"
    case "mo": "ro"
    default: code.split(separator: "-").first.map(String.init) ?? code
    }
  }

  /// The beginning of the text, cut between characters.
  static func sample(_ text: [UInt8]) -> ArraySlice<UInt8> {
    guard text.count > textLimit else { return text[...] }
    let end = (textLimit - 3...textLimit).last { text[$0] & 0xC0 != 0x80 } ?? textLimit
    return text[..<end]
  }
}
