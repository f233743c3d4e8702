/// What begins with `<`.
extension HTMLTokenizer {
  /// The tag open state and all that follows from it. `nil` where it comes to nothing.
  mutating func markup() -> Token? {
    let start = index
    guard start + 1 < end else {
      index = end
      defects.insert(.unfinished)
      return .text(start..<end)
    }
    let next = bytes[start + 1]
    if next.isASCIILetter {
      index = start + 1
      return readTag() ? startTag() : nil
    }
    switch next {
    case UInt8(ascii: "/"): return endTag()
    case UInt8(ascii: "!"): return declaration()
    case UInt8(ascii: "?"): return bogusComment(from: start + 1)
    default:
      index = start + 1
      return .text(start..<index)
    }
  }

  private mutating func startTag() -> Token {
    lastStartTag = source.name(tag.name)
    return .startTag
  }

  /// The end tag open state; `</` stands at `index`.
  mutating func endTag() -> Token? {
    let start = index
    guard start + 2 < end else {
      index = end
      defects.insert(.unfinished)
      return .text(start..<end)
    }
    let next = bytes[start + 2]
    if next.isASCIILetter {
      index = start + 2
      return readTag() ? .endTag : nil
    }
    if next == UInt8(ascii: ">") {
      index = start + 3
      return nil
    }
    return bogusComment(from: start + 2)
  }

  /// The markup declaration open state; `<!` stands at `index`.
  private mutating func declaration() -> Token {
    let start = index + 2
    if source.matches("--", at: start, until: end) { return comment(from: start + 2) }
    if source.matches("doctype", at: start, until: end) { return doctype(from: start + 7) }
    if allowsCDATA, source.matchesExactly("[CDATA[", at: start, until: end) {
      index = start + 7
      mode = .cdata
      return .text(index..<index)
    }
    return bogusComment(from: start)
  }

  private mutating func bogusComment(from start: Int) -> Token {
    let stop = source.firstIndex(of: UInt8(ascii: ">"), from: start, until: end)
    index = min((stop ?? end) + 1, end)
    return .comment(start..<(stop ?? end))
  }

  private mutating func doctype(from start: Int) -> Token {
    // A `>` ends it even inside quotation marks.
    let stop = source.firstIndex(of: UInt8(ascii: ">"), from: start, until: end)
    index = min((stop ?? end) + 1, end)
    return .doctype(start..<(stop ?? end), isClosed: stop != nil)
  }

  // MARK: Comments

  /// The comment start state: `start` follows `<!--`.
  private mutating func comment(from start: Int) -> Token {
    for abrupt in [">", "->"] as [StaticString] where source.matches(abrupt, at: start, until: end) {
      index = start + abrupt.utf8CodeUnitCount
      return .comment(start..<start)
    }
    var position = start
    while let dash = source.firstIndex(of: UInt8(ascii: "-"), from: position, until: end) {
      for mark in ["-->", "--!>"] as [StaticString] where source.matches(mark, at: dash, until: end) {
        index = dash + mark.utf8CodeUnitCount
        return .comment(start..<dash)
      }
      position = dash + 1
    }
    index = end
    defects.insert(.unfinished)
    return .comment(start..<endOfUnfinishedComment(from: start))
  }

  /// At the end of the file the dashes of a mark that was begun are no part of the comment.
  private func endOfUnfinishedComment(from start: Int) -> Int {
    for mark in ["--!", "--", "-"] as [StaticString] {
      let position = end - mark.utf8CodeUnitCount
      if position >= start, source.matches(mark, at: position, until: end) { return position }
    }
    return end
  }

  // MARK: Raw text

  mutating func endOfCDATA() -> Int {
    var position = index
    while let bracket = source.firstIndex(of: UInt8(ascii: "]"), from: position, until: end) {
      if source.matches("]]>", at: bracket, until: end) { return bracket }
      position = bracket + 1
    }
    defects.insert(.unfinished)
    return end
  }

  /// Where the end tag of the last start tag begins.
  func endOfRawText() -> Int {
    if mode == .script { return HTMLScriptScanner(source: source, name: lastStartTag, end: end).end(from: index) }
    var position = index
    while let open = source.firstIndex(of: UInt8(ascii: "<"), from: position, until: end) {
      if source.isEndTag(of: lastStartTag, at: open, until: end) { return open }
      position = open + 1
    }
    return end
  }
}
