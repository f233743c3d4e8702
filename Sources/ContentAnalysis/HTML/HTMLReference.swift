/// One character reference (HTML § 13.2.5.72 and what follows it).
struct HTMLReference {
  /// The first character after the reference.
  let end: Int
  let first: UInt32
  /// Zero where the reference is one character.
  let second: UInt32

  /// Reads the reference whose `&` stands at `start`; `nil` where the ampersand stands for itself.
  /// - Parameter isAttribute: in an attribute's value `&copy=1` is no reference.
  init?(_ bytes: [UInt8], at start: Int, until limit: Int, isAttribute: Bool) {
    let next = start + 1
    guard next < limit else { return nil }
    if bytes[next] == UInt8(ascii: "#") {
      self.init(numeric: bytes, from: next + 1, until: limit)
    } else {
      self.init(named: bytes, from: next, until: limit, isAttribute: isAttribute)
    }
  }

  private init?(named bytes: [UInt8], from start: Int, until limit: Int, isAttribute: Bool) {
    let table = HTMLReferenceTable.standard
    let last = min(limit, start + HTMLReferenceTable.longestName)
    var end = start
    while end < last, bytes[end].isASCIIAlphanumeric { end += 1 }
    if end < limit, bytes[end] == UInt8(ascii: ";"), let entry = table.entry(named: bytes[start..<end]) {
      (self.end, first, second) = (end + 1, entry.first, entry.second)
      return
    }
    end = min(end, start + HTMLReferenceTable.longestLegacyName)
    while end >= start + HTMLReferenceTable.shortestLegacyName {
      if let entry = table.entry(named: bytes[start..<end]), entry.isLegacy {
        // For historical reasons, a query in an attribute is left alone.
        if isAttribute, end < limit, bytes[end] == UInt8(ascii: "=") || bytes[end].isASCIIAlphanumeric { return nil }
        (self.end, first, second) = (end, entry.first, entry.second)
        return
      }
      end -= 1
    }
    return nil
  }

  private init?(numeric bytes: [UInt8], from start: Int, until limit: Int) {
    var end = start
    let isHexadecimal = end < limit && bytes[end] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { end += 1 }
    let digits = end
    var value: UInt32 = 0
    while end < limit, let digit = bytes[end].hexadecimalValue, isHexadecimal || digit < 10 {
      // Beyond the last code point only "too large" matters.
      value = min(value * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x11_0000)
      end += 1
    }
    guard end > digits else { return nil }
    if end < limit, bytes[end] == UInt8(ascii: ";") { end += 1 }
    (self.end, first, second) = (end, HTMLReference.replaced(value), 0)
  }

  /// HTML § 13.2.5.80: what a number stands for that is no character, or one of windows-1252.
  private static func replaced(_ value: UInt32) -> UInt32 {
    switch value {
    case 0, 0xD800...0xDFFF, 0x11_0000...: 0xFFFD
    case 0x80...0x9F: windows1252[Int(value - 0x80)]
    default: value
    }
  }

  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
