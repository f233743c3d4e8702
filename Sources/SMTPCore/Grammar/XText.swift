/// `xtext` (RFC 3461 §4): printable ASCII in which `+` and two capital hexadecimal digits stand for one octet.
enum XText {
  /// The octets that stand behind `bytes`, or `nil` where `+`, `=`, a space, a control or an 8-bit octet stands bare.
  /// Lower-case digits are read too: some clients write them.
  static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"):
        guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else { return nil }
        result.append(high << 4 | low)
      case UInt8(ascii: "="): return nil
      case 0x21...0x7E: result.append(byte)
      default: return nil
      }
    }
    return result
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
