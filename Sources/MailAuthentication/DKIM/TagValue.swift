import FoundationEssentials

/// Encodings inside tag values.
enum TagValue {
  static func base64Text(_ bytes: some Sequence<UInt8>) -> String { Data(bytes).base64EncodedString() }

  /// RFC 6376 §2.11 `dkim-quoted-printable`: `=` and two upper-case hexadecimal digits stand for an octet, white space for
  /// nothing; `nil` where an equals sign is followed by anything else.
  static func quotedPrintable(_ value: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var rest = value.filter { !TagList.isWhiteSpace($0) }[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "=") else {
        result.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue) else { return nil }
      result.append(high << 4 | low)
    }
    return result
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
