/// The sets of octets that the parts of a URL do not hold as they are (URL Standard § 1.3).
struct PercentEncodeSet: Sendable {
  private let low: UInt64
  private let high: UInt64

  /// C0 controls and what is above 0x7E, and `characters`.
  private init(_ characters: StaticString) {
    var low: UInt64 = 0xFFFF_FFFF
    var high: UInt64 = 1 << 63
    characters.withUTF8Buffer { characters in
      for byte in characters {
        if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
      }
    }
    (self.low, self.high) = (low, high)
  }

  static let control = PercentEncodeSet("")
  static let fragment = PercentEncodeSet(" \"<>`")
  static let query = PercentEncodeSet(" \"#<>")
  static let specialQuery = PercentEncodeSet(" \"#<>'")
  static let path = PercentEncodeSet(" \"#<>?^`{}")
  static let userinfo = PercentEncodeSet(" \"#<>?^`{}/:;=@[\\]|")

  func contains(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte - 64)) & 1 != 0
  }
}

enum PercentEncoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  static func append(_ bytes: some Sequence<UInt8>, to output: inout [UInt8], encoding set: PercentEncodeSet) {
    for byte in bytes {
      if set.contains(byte) {
        output.append(UInt8(ascii: "%"))
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
      } else {
        output.append(byte)
      }
    }
  }

  static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "%")) else { return Array(bytes) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = bytes[index + 1].hexadecimalValue,
        let low = bytes[index + 2].hexadecimalValue
      {
        output.append(high << 4 | low)
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return output
  }
}
