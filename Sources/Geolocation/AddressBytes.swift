/// Addresses as files of ranges write them, read from bytes: such files have hundreds of thousands of lines.
enum AddressBytes {
  /// `16777216`, or `1.0.0.0`.
  static func v4(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    bytes.contains(UInt8(ascii: ".")) ? dottedQuad(bytes) : decimal(bytes, limit: 10).flatMap { UInt32(exactly: $0) }
  }

  /// `2001:db8::` (RFC 4291 §2.2), without a dotted end.
  static func v6(_ bytes: ArraySlice<UInt8>) -> UInt128? {
    let colon = UInt8(ascii: ":")
    let gap = bytes.indices.dropLast().first { bytes[$0] == colon && bytes[$0 + 1] == colon }
    guard let gap else {
      guard let all = groups(bytes), all.count == 8 else { return nil }
      return all.value
    }
    guard let head = groups(bytes[..<gap]), let tail = groups(bytes[(gap + 2)...]), head.count + tail.count < 8 else {
      return nil
    }
    return head.value << (128 - 16 * head.count) | tail.value
  }

  /// Hexadecimal numbers between colons; none in no octets.
  private static func groups(_ bytes: ArraySlice<UInt8>) -> (value: UInt128, count: Int)? {
    guard !bytes.isEmpty else { return (0, 0) }
    var (value, count, digits): (UInt128, Int, Int) = (0, 1, 0)
    var group: UInt16 = 0
    for byte in bytes {
      if let digit = hexadecimal(byte), digits < 4 {
        (group, digits) = (group << 4 | UInt16(digit), digits + 1)
      } else if byte == UInt8(ascii: ":"), digits > 0, count < 8 {
        (value, count, group, digits) = (value << 16 | UInt128(group), count + 1, 0, 0)
      } else {
        return nil
      }
    }
    return digits > 0 ? (value << 16 | UInt128(group), count) : nil
  }

  private static func dottedQuad(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    var (value, octets): (UInt32, Int) = (0, 0)
    for part in bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard let octet = decimal(part, limit: 3), octet < 256 else { return nil }
      (value, octets) = (value << 8 | UInt32(octet), octets + 1)
      if octets > 4 { return nil }
    }
    return octets == 4 ? value : nil
  }

  private static func decimal(_ bytes: ArraySlice<UInt8>, limit: Int) -> UInt64? {
    guard (1...limit).contains(bytes.count) else { return nil }
    var value: UInt64 = 0
    for byte in bytes {
      let digit = byte &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + UInt64(digit)
    }
    return value
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    if (byte &- 0x30) < 10 { return byte &- 0x30 }
    let letter = (byte | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }
}
