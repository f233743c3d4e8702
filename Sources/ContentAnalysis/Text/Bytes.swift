extension UInt8 {
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
  var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }
  /// Tab, line feed, form feed, carriage return, space: white space to HTML and CSS.
  var isHTMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 || self == 0x0C }
  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  var hexadecimalValue: UInt8? {
    if isASCIIDigit { return self & 15 }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }
}

extension [UInt8] {
  /// Appends a code point in UTF-8. A surrogate, which a character reference cannot make, would come out as three octets.
  mutating func append(codePoint: UInt32) {
    switch codePoint {
    case ..<0x80:
      append(UInt8(truncatingIfNeeded: codePoint))
    case ..<0x800:
      append(0xC0 | UInt8(truncatingIfNeeded: codePoint >> 6))
      append(0x80 | UInt8(truncatingIfNeeded: codePoint & 0x3F))
    case ..<0x1_0000:
      append(0xE0 | UInt8(truncatingIfNeeded: codePoint >> 12))
      append(0x80 | UInt8(truncatingIfNeeded: codePoint >> 6 & 0x3F))
      append(0x80 | UInt8(truncatingIfNeeded: codePoint & 0x3F))
    default:
      append(0xF0 | UInt8(truncatingIfNeeded: codePoint >> 18 & 7))
      append(0x80 | UInt8(truncatingIfNeeded: codePoint >> 12 & 0x3F))
      append(0x80 | UInt8(truncatingIfNeeded: codePoint >> 6 & 0x3F))
      append(0x80 | UInt8(truncatingIfNeeded: codePoint & 0x3F))
    }
  }
}
