/// The `Name:value;` lists of Microsoft's reports (eop-spec §2.1).
enum ReportText {
  /// Longest value written: HELO and PTR names are at most 255 octets, and SFS lists grow with the rules.
  static let valueLimit = 512

  /// A value that can neither end its entry nor the line: printable ASCII without `;`, everything else as `?`.
  static func safe(_ text: String) -> String {
    if text.utf8.count <= valueLimit, text.utf8.allSatisfy(isSafe) { return text }
    return String(decoding: text.utf8.prefix(valueLimit).map { isSafe($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }

  private static func isSafe(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) && byte != UInt8(ascii: ";") }

  /// Entries in order, names in capitals, values without white space at the ends. The first `:` divides name from value.
  static func entries(of value: some StringProtocol) -> [(name: String, text: String)] {
    value.unicodeScalars.split(separator: ";").compactMap { entry in
      guard let colon = entry.firstIndex(of: ":") else { return nil }
      return (trimmed(entry[..<colon]).uppercased(), trimmed(entry[entry.index(after: colon)...]))
    }
  }

  private static func trimmed(_ text: some BidirectionalCollection<Unicode.Scalar>) -> String {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || (0x09...0x0D).contains(scalar.value) }
    let start = text.firstIndex { !isSpace($0) } ?? text.endIndex
    guard let last = text.lastIndex(where: { !isSpace($0) }) else { return "" }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text[start...last])
    return String(result)
  }
}
