/// A text as unstructured header fields carry it: as it is where it is printable ASCII, else in encoded-words (RFC 2047 §2).
public struct EncodedWords: Sendable {
  /// Lines are folded between words.
  public let folded: String

  /// Octets of text in one encoded-word: 60 characters of base64 and 12 of its frame are below the 75 of RFC 2047 §2.
  private static let wordLimit = 45

  public init(_ text: String) {
    let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
    folded = isPlain ? text : EncodedWords.words(of: text).joined(separator: "\r\n ")
  }

  /// A character is never cut in two (RFC 2047 §5).
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var octets: [UInt8] = []
    for scalar in text.unicodeScalars {
      let encoded = Array(String(scalar).utf8)
      if octets.count + encoded.count > wordLimit {
        words.append(word(octets))
        octets = []
      }
      octets += encoded
    }
    return octets.isEmpty ? words : words + [word(octets)]
  }

  private static func word(_ octets: [UInt8]) -> String {
    "=?UTF-8?B?" + String(decoding: Base64.encoded(octets[...]), as: UTF8.self) + "?="
  }
}
