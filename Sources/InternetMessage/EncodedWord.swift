/// `=?charset?Q?text?=` (RFC 2047 §2).
struct EncodedWord {
  let text: String
  let end: Int

  /// RFC 2047 allows 75 octets; senders write more. Looking no further than this keeps the search linear.
  private static let lengthLimit = 1000

  /// Reads the encoded-word that begins at `start`; `nil` where there is none.
  init?(_ value: ArraySlice<UInt8>, at start: Int) {
    let question = UInt8(ascii: "?")
    let window = value[start..<min(value.endIndex, start + EncodedWord.lengthLimit)]
    guard window.starts(with: "=?".utf8), let charsetEnd = EncodedWord.token(window, from: start + 2),
      charsetEnd + 2 < window.endIndex, window[charsetEnd + 2] == question
    else { return nil }
    let textStart = charsetEnd + 3
    guard let textEnd = window[textStart...].firstIndex(of: question), textEnd + 1 < window.endIndex,
      window[textEnd + 1] == UInt8(ascii: "=")
    else { return nil }
    let encoded = window[textStart..<textEnd]
    let bytes: [UInt8]
    switch window[charsetEnd + 1] | 0x20 {
    case UInt8(ascii: "q"): bytes = QuotedPrintable.decode(encoded, isEncodedWord: true)
    case UInt8(ascii: "b"): bytes = Base64.decode(encoded)
    default: return nil
    }
    let label = window[(start + 2)..<charsetEnd].prefix { $0 != UInt8(ascii: "*") }
    text = TextDecoding.text(bytes[...], charset: FieldText.key(label))
    end = textEnd + 2
  }

  /// The index of the `?` after a charset of at least one printable character.
  private static func token(_ window: ArraySlice<UInt8>, from start: Int) -> Int? {
    guard start < window.endIndex, let end = window[start...].firstIndex(of: UInt8(ascii: "?")), end > start,
      window[start..<end].allSatisfy({ (33...126).contains($0) })
    else { return nil }
    return end
  }
}
