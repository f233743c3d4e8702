/// Where the elements of a page lead, and what they load.
extension HTMLReader {
  mutating func readLinks(_ element: HTMLElement, _ style: TextStyle) {
    guard !attributes.isEmpty else { return }
    let isHidden = style.reason != nil
    switch element {
    case .a:
      if add(.href, .anchor, isHidden) || add(.xlinkHref, .anchor, isHidden) { beginAnchor() }
    case .base:
      if base == nil, let range = attributes[.href] { base = linkText(range) }
    case .link: add(.href, .resource, true)
    case .form: add(.action, .form, isHidden)
    case .meta: readRefresh()
    case .script, .iframe, .frame, .embed: add(.src, .embedded, isHidden)
    case .object: add(.data, .embedded, isHidden)
    case .img, .input, .video, .audio, .source, .track, .bgsound:
      for key in [HTMLAttributeKey.src, .poster, .lowsrc, .dynsrc] { add(key, .resource, isHidden) }
      readSourceSet(isHidden)
    default: add(.href, .anchor, isHidden)
    }
    add(.formaction, .form, isHidden)
    add(.background, .resource, isHidden)
    if let range = attributes[.style], mayHoldLink(tokenizer.bytes[range]) {
      readLinks(css: tokenizer.source.value(range)[...], isHidden: isHidden)
    }
  }

  /// Whether there was a link.
  @discardableResult
  private mutating func add(_ key: HTMLAttributeKey, _ origin: Link.Origin, _ isHidden: Bool) -> Bool {
    guard let range = attributes[key] else { return false }
    return add(linkText(range), origin, isHidden)
  }

  @discardableResult
  private mutating func add(_ text: [UInt8], _ origin: Link.Origin, _ isHidden: Bool) -> Bool {
    guard !text.isEmpty, text.first != UInt8(ascii: "#") else { return false }
    if HTMLLinks.isScript(text) {
      content.structure.handlerCount += 1
      if HTMLReader.runsScripts(origin) { content.structure.active.note(.script, text) }
      content.scripts.appendLine(Array(text.prefix(max(0, HTMLReader.scriptLimit - content.scripts.count))))
      return false
    }
    guard links.count < HTMLReader.linkLimit else {
      content.structure.defects.insert(.tooManyLinks)
      return false
    }
    // Pictures inside the message lead nowhere.
    guard origin.isFollowed || !HTMLLinks.isEnclosed(text) else { return false }
    links.append(PendingLink(text: text, origin: origin, isHidden: isHidden))
    return true
  }

  /// Browsers run what they are sent to by a click, a form or a frame, not what they fetch or are refreshed to.
  private static func runsScripts(_ origin: Link.Origin) -> Bool {
    origin == .anchor || origin == .form || origin == .embedded
  }

  private func linkText(_ range: Range<Int>) -> [UInt8] {
    // Twice the limit leaves room for references.
    let end = min(range.upperBound, range.lowerBound + 2 * HTMLReader.linkLengthLimit)
    return Array(tokenizer.source.value(range.lowerBound..<end)[...].trimmed.prefix(HTMLReader.linkLengthLimit))
  }

  /// `0; url=http://…` (HTML § 4.2.5.3)
  private mutating func readRefresh() {
    guard let kind = attributes[.httpEquiv], tokenizer.source.name(kind) == HTMLName("refresh"),
      let range = attributes[.content]
    else { return }
    let text = linkText(range)
    guard let mark = text.firstIndex(where: { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ",") }) else { return }
    var target = text[(mark + 1)...].trimmed
    if target.count >= 3, HTMLName(target.prefix(3)) == HTMLName("url") {
      target = target.dropFirst(3).trimmed
      guard target.first == UInt8(ascii: "=") else { return }
      target = target.dropFirst().trimmed
    }
    if let quote = target.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      target = target.dropFirst().prefix { $0 != quote }
    }
    add(Array(target), .refresh, false)
  }

  /// `a.png 1x, b.png 2x` (HTML § 4.8.4.2.2)
  private mutating func readSourceSet(_ isHidden: Bool) {
    guard let range = attributes[.srcset] else { return }
    for candidate in tokenizer.source.value(range).split(separator: UInt8(ascii: ",")).prefix(HTMLReader.candidateLimit) {
      add(Array(candidate.trimmed.prefix { !$0.isHTMLSpace }.prefix(HTMLReader.linkLengthLimit)), .resource, isHidden)
    }
  }

  private func mayHoldLink(_ css: ArraySlice<UInt8>) -> Bool {
    css.contains(UInt8(ascii: "(")) || css.contains(UInt8(ascii: "&"))
  }

  /// Pictures of one `srcset` that are read.
  static let candidateLimit = 16

  /// `url(…)` of any property, and `@import`.
  mutating func readLinks(css: ArraySlice<UInt8>, isHidden: Bool) {
    var rest = css
    while let open = rest.firstIndex(of: UInt8(ascii: "(")) {
      let inside = rest[(open + 1)...]
      rest = inside
      guard open - css.startIndex >= 3, HTMLName(css[(open - 3)..<open]) == HTMLName("url") else { continue }
      let value = inside.prefix(HTMLReader.linkLengthLimit).prefix { $0 != UInt8(ascii: ")") }
      rest = inside[value.endIndex...]
      add(Array(value.trimmed.drop(while: \.isQuote).prefix { !$0.isQuote }), .resource, isHidden)
    }
  }
}

extension UInt8 {
  fileprivate var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") }
}
