/// Bodies that ask different things of a canonicalizer.
enum Body: String, CaseIterable {
  /// Base 64: nothing to change.
  case encoded = "base 64"
  /// Text in lines of 72 characters.
  case lines = "text"
  /// HTML with indents, which relaxed canonicalization shortens on every line.
  case indented = "indented HTML"
  /// `format=flowed`: a space before every line end.
  case flowed = "flowed text"

  func octets(_ count: Int) -> [UInt8] {
    let line =
      switch self {
      case .encoded: String(repeating: "QUJD", count: 19) + "\r\n"
      case .lines: "It is a truth universally acknowledged, that a single man in possession\r\n"
      case .indented: "        <td  class=\"a\">\t<a href=\"https://example.org/\">here</a></td>\r\n"
      case .flowed: "of a good fortune, must be in want of a wife. However little known the \r\n"
      }
    var result: [UInt8] = []
    while result.count < count { result += Array(line.utf8) }
    return result
  }
}
