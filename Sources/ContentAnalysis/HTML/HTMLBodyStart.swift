/// Finds where the body of a page begins, by the steps of a browser (HTML § 13.2.6.4.1–7): behind its `<body>` tag, or where
/// something stands that only a body can hold. A tag in a comment, a script, a title or a value is none.
public enum HTMLBodyStart {
  /// An offset into `html`, up to which nothing is shown. It is 0 or stands behind a `>`.
  public static func offset(in html: [UInt8]) -> Int {
    let mark = html.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var tokenizer = HTMLTokenizer(html, in: mark..<html.count)
    var point = 0
    while let token = tokenizer.next() {
      switch token {
      case .text(let range): guard html[range].allSatisfy(\.isHTMLSpace) else { return point }
      case .characters(let first, _): guard first == 0x0A || first == 0 else { return point }
      case .comment, .doctype: point = tokenizer.index
      case .startTag:
        let element = HTMLElement(tokenizer.lastStartTag)
        if element == .body { return tokenizer.index }
        guard belongsToHead(element) else { return point }
        if skipContent(of: element, &tokenizer) { continue }
        point = tokenizer.index
      case .endTag:
        let element = HTMLElement(tokenizer.source.name(tokenizer.tag.name))
        // Others end nothing here, and are passed over; these two begin a body.
        guard element != .br, element != .p, element != .body, element != .html else { return point }
        point = tokenizer.index
      }
    }
    return point
  }

  private static func belongsToHead(_ element: HTMLElement) -> Bool {
    switch element {
    case .html, .head, .meta, .link, .base, .basefont, .bgsound, .title, .style, .script, .noscript, .noframes: true
    default: false
    }
  }

  /// True for elements whose content is raw text: it is passed over, up to the end tag.
  private static func skipContent(of element: HTMLElement, _ tokenizer: inout HTMLTokenizer) -> Bool {
    switch element {
    case .title: tokenizer.mode = .escapableRawText
    case .style, .noframes: tokenizer.mode = .rawText
    case .script: tokenizer.mode = .script
    default: return false
    }
    _ = tokenizer.takeRawText()
    return true
  }
}
