/// Message identifiers (RFC 5322 §3.6.4), without their angle brackets.
public enum MessageID {
  /// Identifiers kept of one field; longer lists of references are of no use to anybody.
  public static let limit = 1000

  /// Those in angle brackets, with comments and white space left out; words between them are obsolete (§4.5.4), and are passed
  /// over.
  public static func list(_ value: [UInt8]) -> [String] {
    var result: [String] = []
    var tokens = AddressTokens(value[...])
    while result.count < limit, let piece = tokens.next() {
      guard piece.kind == .open else { continue }
      var text: [UInt8] = []
      while let part = tokens.next(), part.kind != .close {
        // An identifier that is never closed ends where the next one begins.
        if part.kind == .open {
          append(text, to: &result)
          text = []
        } else {
          text += part.text
        }
      }
      append(text, to: &result)
    }
    return result
  }

  private static func append(_ text: [UInt8], to result: inout [String]) {
    if !text.isEmpty { result.append(HeaderText.shown(Charset.decodeUnlabelled(text[...]))) }
  }
}
