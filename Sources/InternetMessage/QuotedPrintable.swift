/// Quoted-printable (RFC 2045 §6.7), and its `Q` form in encoded-words (RFC 2047 §4.2). What is no valid escape is kept.
public enum QuotedPrintable {
  public static func decode(_ bytes: ArraySlice<UInt8>, isEncodedWord: Bool = false) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "=") {
        if let value = hexPair(bytes, at: index) {
          result.append(value)
          index += 2
        } else if let next = softBreak(bytes, at: index), !isEncodedWord {
          index = next
        } else {
          result.append(byte)
        }
      } else {
        result.append(isEncodedWord && byte == UInt8(ascii: "_") ? 0x20 : byte)
      }
    }
    return result
  }

  /// The octet of two hexadecimal digits, in either case.
  static func hexPair(_ bytes: ArraySlice<UInt8>, at index: Int) -> UInt8? {
    guard index + 1 < bytes.endIndex, let high = digit(bytes[index]), let low = digit(bytes[index + 1]) else { return nil }
    return high << 4 | low
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// The index after a line end, with the white space that transport may have put before it; at most a line's worth, so
  /// that runs of `=` and blanks stay linear.
  private static func softBreak(_ bytes: ArraySlice<UInt8>, at start: Int) -> Int? {
    var index = start
    let limit = min(bytes.endIndex, start + 80)
    while index < limit, HeaderScanner.isBlank(bytes[index]) || bytes[index] == 0x0D { index += 1 }
    if index == bytes.endIndex { return index }
    return index < limit && bytes[index] == 0x0A ? index + 1 : nil
  }
}
