/// UTF-16 in either order of octets (WHATWG Encoding §14.2).
enum UTF16Decoder {
  static func decode(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
    var text = UTF8Text(capacity: bytes.count + bytes.count / 2)
    var high: UInt32?
    for index in stride(from: bytes.startIndex, to: bytes.endIndex - bytes.count % 2, by: 2) {
      let first = UInt32(bytes[index])
      let second = UInt32(bytes[index + 1])
      let unit = isBigEndian ? first << 8 | second : second << 8 | first
      if let lead = high {
        high = nil
        if (0xDC00..<0xE000).contains(unit) {
          text.append(0x10000 + (lead & 0x3FF) << 10 + unit & 0x3FF)
          continue
        }
        text.appendReplacement()
      }
      if (0xD800..<0xDC00).contains(unit) { high = unit } else { text.append(unit) }
    }
    // An odd octet at the end, a lone surrogate, or both: one error.
    if high != nil || bytes.count % 2 == 1 { text.appendReplacement() }
    return text.bytes
  }
}
