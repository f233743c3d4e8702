/// Text on its way out as UTF-8. What is no character is written as U+FFFD.
struct UTF8Text {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func append(ascii: ArraySlice<UInt8>) { bytes.append(contentsOf: ascii) }

  @inline(__always)
  mutating func append(_ scalar: UInt32) {
    switch scalar {
    case 0..<0x80:
      bytes.append(UInt8(truncatingIfNeeded: scalar))
    case 0x80..<0x800:
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      bytes.append(continuation(scalar))
    case 0x800..<0xD800, 0xE000..<0x10000:
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      bytes.append(continuation(scalar >> 6))
      bytes.append(continuation(scalar))
    case 0x10000..<0x110000:
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      bytes.append(continuation(scalar >> 12))
      bytes.append(continuation(scalar >> 6))
      bytes.append(continuation(scalar))
    default:
      appendReplacement()
    }
  }

  mutating func appendReplacement() { bytes.append(contentsOf: [0xEF, 0xBF, 0xBD]) }

  private func continuation(_ value: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | value & 0x3F) }

  /// The longest part at the start of valid UTF-8 that has at most `limit` octets and no character cut in two.
  static func prefix(_ text: [UInt8], limit: Int) -> [UInt8] {
    guard text.count > limit else { return text }
    var end = max(0, limit)
    while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    return Array(text[..<end])
  }
}
