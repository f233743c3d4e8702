/// ISO-2022-JP (RFC 1468) by the state machine of WHATWG Encoding §13.2.1.
struct ISO2022JPDecoder {
  private enum CodeSet {
    case ascii
    case roman
    case katakana
    case kanji
  }

  private let bytes: ArraySlice<UInt8>
  private var index: Int
  private var codes = CodeSet.ascii
  /// The last thing read was an escape sequence: another one behind it is an error.
  private var isAfterEscape = false
  private var text: UTF8Text

  static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var decoder = ISO2022JPDecoder(bytes)
    while decoder.index < bytes.endIndex { decoder.step() }
    return decoder.text.bytes
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
    text = UTF8Text(capacity: bytes.count + bytes.count / 2)
  }

  private mutating func step() {
    let byte = bytes[index]
    if byte == 0x1B, let next = escaped() {
      if isAfterEscape { text.appendReplacement() }
      isAfterEscape = true
      codes = next
      index += 3
      return
    }
    isAfterEscape = false
    index += 1
    switch (codes, byte) {
    case (_, 0x1B):
      text.appendReplacement()
    case (.roman, 0x5C):
      text.append(0xA5)
    case (.roman, 0x7E):
      text.append(0x203E)
    case (.katakana, 0x21...0x5F):
      text.append(UInt32(byte) - 0x21 + 0xFF61)
    case (.kanji, 0x21...0x7E):
      kanji(lead: byte)
    case (.ascii, 0..<0x80), (.roman, 0..<0x80):
      // SO and SI belong to other members of the family.
      if byte == 0x0E || byte == 0x0F { text.appendReplacement() } else { text.append(UInt32(byte)) }
    default:
      text.appendReplacement()
    }
  }

  private mutating func kanji(lead: UInt8) {
    guard index < bytes.endIndex else { return text.appendReplacement() }
    let trail = bytes[index]
    // An escape sequence cuts a character off, and is read as one.
    if trail == 0x1B { return text.appendReplacement() }
    index += 1
    guard (0x21...0x7E).contains(trail), let scalar = MultiByteDecoder.jis0208.scalar(lead | 0x80, trail | 0x80) else {
      return text.appendReplacement()
    }
    text.append(scalar)
  }

  /// The set that an escape sequence at `index` changes to.
  private func escaped() -> CodeSet? {
    guard index + 2 < bytes.endIndex else { return nil }
    switch (bytes[index + 1], bytes[index + 2]) {
    case (UInt8(ascii: "("), UInt8(ascii: "B")): return .ascii
    case (UInt8(ascii: "("), UInt8(ascii: "J")): return .roman
    case (UInt8(ascii: "("), UInt8(ascii: "I")): return .katakana
    case (UInt8(ascii: "$"), UInt8(ascii: "@")), (UInt8(ascii: "$"), UInt8(ascii: "B")): return .kanji
    default: return nil
    }
  }
}
