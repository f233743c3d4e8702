/// What a character beyond ASCII does to a text, but for being part of it.
enum CharacterKind {
  /// Embeddings, overrides, isolates and marks of direction.
  case bidi
  /// Joiners.
  case zeroWidth
  /// Nothing to see, and no work to do.
  case invisible
  case space
  case other

  init(_ codePoint: UInt32) {
    switch codePoint {
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000, 0x2800: self = .space
    case 0x200C, 0x200D: self = .zeroWidth
    case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: self = .bidi
    case 0xAD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B, 0x2060...0x2064, 0x206A...0x206F, 0x3164,
      0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      self = .invisible
    default: self = .other
    }
  }
}

enum CodePoint {
  /// The code point at `index`, and its octets; what is no UTF-8 is U+FFFD, an octet long.
  static func decode(_ text: [UInt8], at index: Int) -> (value: UInt32, length: Int) {
    let first = text[index]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard length > 1, index + length <= text.count else { return (0xFFFD, 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = text[index + offset]
      guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (value, length)
  }
}
