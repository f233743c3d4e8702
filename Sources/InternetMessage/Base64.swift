/// Base 64 as mail has it (RFC 2045 §6.8): characters outside the alphabet are passed over, padding may be missing.
public enum Base64 {
  public static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 4 * 3 + 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      let value = values[Int(byte)]
      guard value < 64 else { continue }
      bits = bits << 6 | UInt32(value)
      count += 1
      if count == 4 {
        result.append(UInt8(truncatingIfNeeded: bits >> 16))
        result.append(UInt8(truncatingIfNeeded: bits >> 8))
        result.append(UInt8(truncatingIfNeeded: bits))
        (bits, count) = (0, 0)
      }
    }
    // Two characters left hold one octet, three hold two; one alone holds none.
    if count >= 2 { result.append(UInt8(truncatingIfNeeded: (bits << (6 * UInt32(4 - count))) >> 16)) }
    if count == 3 { result.append(UInt8(truncatingIfNeeded: (bits << 6) >> 8)) }
    return result
  }

  /// Lines of at most 76 characters, each with CRLF (RFC 2045 §6.8).
  static func encodedLines(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 57) {
      for index in stride(from: start, to: min(start + 57, bytes.count), by: 3) {
        result.append(contentsOf: quantum(bytes[index..<min(index + 3, bytes.count)]))
      }
      result.append(contentsOf: FieldText.lineEnd)
    }
    return result
  }

  /// Four characters of one to three octets.
  private static func quantum(_ octets: ArraySlice<UInt8>) -> [UInt8] {
    let padded = octets + repeatElement(0, count: 3 - octets.count)
    let bits = padded.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return (0..<4).map { position in
      position > octets.count ? UInt8(ascii: "=") : alphabet[Int(bits >> (18 - 6 * UInt32(position)) & 63)]
    }
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// 255 for what is not in the alphabet.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, byte) in alphabet.enumerated() {
      table[Int(byte)] = UInt8(value)
    }
    return table
  }()
}
