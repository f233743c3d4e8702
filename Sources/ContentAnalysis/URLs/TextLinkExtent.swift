/// How far a link in plain text goes.
enum TextLinkExtent {
  /// The end of the link that begins at `start`: before white space, quotation marks, brackets that it did not open, and the
  /// punctuation of the sentence it stands in.
  static func end(of text: [UInt8], from start: Int) -> Int {
    let limit = min(text.count, start + HTMLReader.linkLengthLimit)
    var index = start
    var openParentheses = 0
    while index < limit, !endsLink(text, at: index) {
      if text[index] == UInt8(ascii: "(") { openParentheses += 1 }
      if text[index] == UInt8(ascii: ")") {
        if openParentheses == 0 { break }
        openParentheses -= 1
      }
      index += 1
    }
    while index > start, ".,;:!?'*_~&-]".utf8.contains(text[index - 1]) { index -= 1 }
    return index
  }

  /// Whether a link, and the name of a host, ends before the character at `index`.
  static func endsLink(_ text: [UInt8], at index: Int) -> Bool {
    let byte = text[index]
    switch byte {
    case ...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "^"):
      return true
    case 0xC2: return index + 1 < text.count && isLatinMark(text[index + 1])
    case 0xE2: return index + 1 < text.count && text[index + 1] == 0x80
    case 0xE3: return index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] != 0x82
    case 0xEF: return index + 2 < text.count && text[index + 1] == 0xBC && isFullWidthMark(text[index + 2])
    default: return false
    }
  }

  /// Of U+0080 to U+00BF: the space that does not break, guillemets, inverted marks.
  private static func isLatinMark(_ byte: UInt8) -> Bool {
    byte == 0xA0 || byte == 0xAB || byte == 0xBB || byte == 0xA1 || byte == 0xBF
  }

  /// Of U+FF00 to U+FF3F: what is no digit, letter, full stop or solidus.
  private static func isFullWidthMark(_ byte: UInt8) -> Bool {
    byte <= 0x8D || (0x9A...0xA0).contains(byte) || (0xBB...0xBF).contains(byte)
  }
}
