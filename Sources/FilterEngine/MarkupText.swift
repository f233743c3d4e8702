/// HTML without its tags: enough to find words in. What a browser would show is another matter, and another module's.
enum MarkupText {
  /// Appends the text of `html`, which is in lower case, to `text`. Comments, tags, and what stands inside `script` and
  /// `style` are left out; a tag that breaks words becomes a space.
  static func append(_ html: [UInt8], to text: inout [UInt8]) {
    var index = 0
    while index < html.count {
      let byte = html[index]
      if byte == UInt8(ascii: "<") {
        index = afterTag(html, from: index, text: &text)
      } else if byte == UInt8(ascii: "&") {
        index = entity(html, from: index, text: &text)
      } else {
        text.append(byte)
        index += 1
      }
    }
  }

  private static func afterTag(_ html: [UInt8], from start: Int, text: inout [UInt8]) -> Int {
    let name = html[(start + 1)...].prefix {
      (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "/") || (0x30...0x39).contains($0)
    }
    guard let first = html[(start + 1)...].first, !name.isEmpty || first == UInt8(ascii: "!") || first == UInt8(ascii: "?")
    else {
      text.append(html[start])
      return start + 1
    }
    // Tags inside a word split it for a filter and not for a reader: only those that end a line end a word.
    if breaking.contains(where: { name.elementsEqual($0) }) { text.append(0x20) }
    guard let close = html[start...].firstIndex(of: UInt8(ascii: ">")) else { return html.count }
    for raw in rawText where name.elementsEqual(raw) { return endOfRawText(html, from: close + 1, raw) }
    return close + 1
  }

  private static func endOfRawText(_ html: [UInt8], from start: Int, _ name: [UInt8]) -> Int {
    var index = start
    while let open = html[index...].firstIndex(of: UInt8(ascii: "<")) {
      if html[(open + 1)...].starts(with: [UInt8(ascii: "/")]), html[(open + 2)...].starts(with: name) { return open }
      index = open + 1
    }
    return html.count
  }

  /// The few references that spammers put into words; others stay as they are.
  private static func entity(_ html: [UInt8], from start: Int, text: inout [UInt8]) -> Int {
    for (name, byte) in entities where html[start...].starts(with: name) {
      text.append(byte)
      return start + name.count
    }
    text.append(html[start])
    return start + 1
  }

  private static let breaking = ["br", "p", "/p", "div", "/div", "td", "/td", "tr", "/tr", "li", "h1", "h2", "h3", "title"].map
  { Array($0.utf8) }
  private static let rawText = ["script", "style"].map { Array($0.utf8) }
  private static let entities: [([UInt8], UInt8)] = [
    (Array("&nbsp;".utf8), 0x20), (Array("&amp;".utf8), UInt8(ascii: "&")), (Array("&lt;".utf8), UInt8(ascii: "<")),
    (Array("&gt;".utf8), UInt8(ascii: ">")), (Array("&quot;".utf8), UInt8(ascii: "\"")),
    (Array("&#39;".utf8), UInt8(ascii: "'")),
  ]
}
