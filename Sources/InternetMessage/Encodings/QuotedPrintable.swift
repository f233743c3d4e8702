/// Quoted-printable (RFC 2045 §6.7), and its `Q` form in encoded-words (RFC 2047 §4.2). What is no valid escape is kept.
public enum QuotedPrintable {
  /// At most `limit` octets.
  public static func decode(_ bytes: ArraySlice<UInt8>, limit: Int = .max) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(min(bytes.count, limit))
    var index = bytes.startIndex
    while index < bytes.endIndex, result.count < limit {
      // Runs without an escape are copied as they are.
      let run = bytes[index...].withUnsafeBytes { ByteSearch.firstIndex(of: UInt8(ascii: "="), in: $0) ?? $0.count }
      let end = index + min(run, limit - result.count)
      result.append(contentsOf: bytes[index..<end])
      index = end
      guard index < bytes.endIndex, result.count < limit else { break }
      index += 1
      if let value = hexPair(bytes, at: index) {
        result.append(value)
        index += 2
      } else if let next = softBreak(bytes, at: index) {
        index = next
      } else {
        result.append(UInt8(ascii: "="))
      }
    }
    return result
  }

  /// The text of an encoded-word: no line ends, and `_` is a space.
  static func decodeWord(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "="), let value = hexPair(bytes, at: index) {
        result.append(value)
        index += 2
      } else {
        result.append(byte == UInt8(ascii: "_") ? 0x20 : byte)
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
  static func softBreak(_ bytes: ArraySlice<UInt8>, at start: Int) -> Int? {
    var index = start
    let limit = min(bytes.endIndex, start + 80)
    while index < limit, HeaderScanner.isBlank(bytes[index]) || bytes[index] == 0x0D { index += 1 }
    if index == bytes.endIndex { return index }
    return index < limit && bytes[index] == 0x0A ? index + 1 : nil
  }
}
