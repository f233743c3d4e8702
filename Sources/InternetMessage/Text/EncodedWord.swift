/// `=?charset?Q?text?=` (RFC 2047 §2).
struct EncodedWord {
  /// In lower case, without the language of RFC 2231 §5.
  let charset: String
  /// Decoded as far as the `B` or `Q` goes.
  let bytes: [UInt8]
  let end: Int

  /// Octets looked at for a charset; the longest label that is registered has 45.
  private static let charsetLimit = 80

  /// Reads the encoded-word that begins at `start`, by what stands at the next `?=`; `nil` where there is none.
  init?(_ value: ArraySlice<UInt8>, at start: Int, endMarks: inout EndMarks) {
    let question = UInt8(ascii: "?")
    guard value[start...].starts(with: "=?".utf8), let charsetEnd = EncodedWord.charsetEnd(value, from: start + 2),
      charsetEnd + 2 < value.endIndex, value[charsetEnd + 2] == question,
      let textEnd = endMarks.next(from: charsetEnd + 3)
    else { return nil }
    let encoded = value[(charsetEnd + 3)..<textEnd]
    switch value[charsetEnd + 1] | 0x20 {
    case UInt8(ascii: "q"): bytes = QuotedPrintable.decodeWord(encoded)
    case UInt8(ascii: "b"): bytes = Base64.decode(encoded)
    default: return nil
    }
    charset = FieldText.key(value[(start + 2)..<charsetEnd].prefix { $0 != UInt8(ascii: "*") })
    end = textEnd + 2
  }

  /// The index of the `?` after a charset of at least one printable character.
  private static func charsetEnd(_ value: ArraySlice<UInt8>, from start: Int) -> Int? {
    let window = value[start..<min(value.endIndex, start + charsetLimit)]
    guard let end = window.firstIndex(of: UInt8(ascii: "?")), end > start,
      window[..<end].allSatisfy({ (33...126).contains($0) || $0 >= 0x80 })
    else { return nil }
    return end
  }

  /// Where `?=` stands in a value. Remembers the last answer, so that any number of beginnings costs one pass.
  struct EndMarks {
    private let value: ArraySlice<UInt8>
    private var known: Int

    init(_ value: ArraySlice<UInt8>) {
      self.value = value
      known = value.startIndex
    }

    /// The first `?=` at `start` or after.
    mutating func next(from start: Int) -> Int? {
      known = max(known, start)
      while known + 1 < value.endIndex, value[known] != UInt8(ascii: "?") || value[known + 1] != UInt8(ascii: "=") {
        known += 1
      }
      return known + 1 < value.endIndex ? known : nil
    }
  }
}
