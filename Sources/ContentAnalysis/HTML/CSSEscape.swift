/// Escapes in CSS (CSS Syntax Module Level 3 § 4.3.7).
enum CSSEscape {
  /// `css` with its escapes undone, as identifiers are read. An escape that makes a mark of the syntax is read as that mark:
  /// nobody writes one but to be misread.
  static func undone(_ css: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard css.contains(UInt8(ascii: "\\")) else { return css }
    var text: [UInt8] = []
    text.reserveCapacity(css.count)
    var index = css.startIndex
    while index < css.endIndex {
      let byte = css[index]
      index += 1
      if byte != UInt8(ascii: "\\") {
        text.append(byte)
      } else if let digit = css[index...].first, digit.hexadecimalValue != nil {
        index = append(css, at: index, to: &text)
      }
      // A backslash before anything else leaves that as it is.
    }
    return text[...]
  }

  /// Up to six digits, and one white space behind them.
  private static func append(_ css: ArraySlice<UInt8>, at start: Int, to text: inout [UInt8]) -> Int {
    let digits = css[start...].prefix(6).prefix { $0.hexadecimalValue != nil }
    let value = digits.reduce(UInt32(0)) { $0 << 4 | UInt32($1.hexadecimalValue ?? 0) }
    text.append(codePoint: value == 0 || Unicode.Scalar(value) == nil ? 0xFFFD : value)
    let end = digits.endIndex
    return end < css.endIndex && css[end].isHTMLSpace ? end + 1 : end
  }
}
