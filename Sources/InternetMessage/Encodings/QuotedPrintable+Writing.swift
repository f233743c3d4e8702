extension QuotedPrintable {
  /// Characters of a line (RFC 2045 §6.7 rule 5), the `=` of a soft break among them.
  private static let lineLimit = 76

  /// Lines of text, each with CRLF.
  static func encodedLines(_ lines: [[UInt8]]) -> [UInt8] {
    var result: [UInt8] = []
    for line in lines {
      var column = 0
      for (index, byte) in line.enumerated() {
        let character = encoded(byte, isLast: index == line.count - 1)
        if column + character.count >= lineLimit {
          result += [UInt8(ascii: "=")] + FieldText.lineEnd
          column = 0
        }
        result += character
        column += character.count
      }
      result += FieldText.lineEnd
    }
    return result
  }

  /// White space may stand anywhere but at the end of a line (rule 3).
  private static func encoded(_ byte: UInt8, isLast: Bool) -> [UInt8] {
    let isBlank = byte == 0x20 || byte == 0x09
    if (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast { return [byte] }
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
