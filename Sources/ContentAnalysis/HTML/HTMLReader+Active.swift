/// What a page does beside being read (`HTMLActiveContent`).
extension HTMLReader {
  /// Pages inside frames inside the page that are looked into: `srcdoc` and `data:`.
  static let frameDepthLimit = 3
  /// Octets of a page inside a frame that are read.
  static let framedPageLimit = 64 * 1024

  /// `change` is what styles say of the element, `style` how it is shown.
  mutating func noteActive(_ element: HTMLElement, _ style: TextStyle, _ change: StyleChange, isForeign: Bool) {
    // What is in a template is not there, and what is in <noscript> is for others.
    guard !open.isOpen(.template), !open.isOpen(.noscript) else { return }
    if let handler = attributes.handlers.first {
      content.structure.active.note(.script, Array(tokenizer.bytes[handler]))
    }
    switch element {
    case .script: if isProgram { note(.script, "<script>") }
    case .svg, .math: break
    case _ where isForeign: break
    case .object: note(.object, "<object>")
    case .embed: note(.embed, "<embed>")
    case .form: note(.form, "<form>")
    case .iframe: noteFrame()
    case .frameset: hasFrameset = hasFrameset || !hasVisibleText
    case .frame where hasFrameset: noteFrame()
    case .img: noteImage(style, change)
    case .input where HTMLName(tokenizer.source.value(attributes[.type] ?? 0..<0)[...].trimmed) == HTMLName("image"):
      noteImage(style, change)
    case .source where open.isOpen(.picture): noteImage(style, change)
    case .video: noteRemote(.poster)
    case .body, .table, .thead, .tbody, .tfoot, .tr, .td, .th: noteRemote(.background)
    default: break
    }
    // Backgrounds of what is not displayed are not fetched.
    if change.says(.remoteImage), style.reason != .notDisplayed { note(.remoteImage, "style: url()") }
  }

  /// The type says that a browser runs it (HTML § 4.12.1.1), and not that it is data: `application/ld+json` of an order.
  private var isProgram: Bool {
    guard let range = attributes[.type] else { return true }
    let type = String(decoding: tokenizer.source.value(range)[...].trimmed.prefix(HTMLReader.typeLimit), as: UTF8.self)
    return type.isEmpty || type.lowercased().contains("script") || type.lowercased() == "module"
  }

  /// Octets of a type that are read.
  private static let typeLimit = 64

  private mutating func note(_ kind: HTMLActiveContent.Kind, _ detail: StaticString) {
    content.structure.active.note(kind, detail.withUTF8Buffer { Array($0) })
  }

  private mutating func noteRemote(_ key: HTMLAttributeKey) {
    guard let range = attributes[key] else { return }
    let text = Array(tokenizer.source.value(range)[...].trimmed)
    if HTMLLinks.isRemote(text, base: base) { content.structure.active.note(.remoteImage, text) }
  }

  private mutating func noteImage(_ style: TextStyle, _ change: StyleChange) {
    guard let source = imageSources.first(where: { HTMLLinks.isRemote($0, base: base) }) else { return }
    content.structure.active.note(.remoteImage, source)
    if isUnseen(style, change) { content.structure.active.note(.webBug, source) }
  }

  /// The source, and the candidates of a set (HTML § 4.8.4.2.2).
  private var imageSources: [[UInt8]] {
    let single = attributes[.src].map { [Array(tokenizer.source.value($0)[...].trimmed)] } ?? []
    guard let range = attributes[.srcset] else { return single }
    let candidates = tokenizer.source.value(range).split(separator: UInt8(ascii: ",")).prefix(HTMLReader.candidateLimit)
    return single + candidates.map { Array($0.trimmed) }
  }

  private func isUnseen(_ style: TextStyle, _ change: StyleChange) -> Bool {
    switch style.reason {
    case .notDisplayed, .invisible, .transparent, .emptyBox, .offScreen: return true
    default: break
    }
    let isNarrow = change.decides(.noWidth) ? change.says(.noWidth) : isDot(.width)
    let isFlat = change.decides(.noHeight) ? change.says(.noHeight) : isDot(.height)
    return isNarrow && isFlat
  }

  /// The attribute says at most one pixel (HTML § 2.3.4.4).
  private func isDot(_ key: HTMLAttributeKey) -> Bool {
    guard let range = attributes[key] else { return false }
    let value = tokenizer.source.value(range)[...].trimmed
    let digits = value.prefix { $0.isASCIIDigit }
    guard value[digits.endIndex...].first != UInt8(ascii: ".") else { return false }
    return !digits.isEmpty && digits.dropLast().allSatisfy { $0 == UInt8(ascii: "0") } && digits.last ?? 0x39 <= 0x31
  }

  // MARK: Frames

  private mutating func noteFrame() {
    note(.frame, "<iframe>")
    guard frameDepth < HTMLReader.frameDepthLimit else { return }
    if let range = attributes[.srcdoc] {
      read(framed: tokenizer.source.value(range))
    } else if let range = attributes[.src], let page = DataURL.page(tokenizer.source.value(range)) {
      read(framed: page)
    }
  }

  private mutating func read(framed page: [UInt8]) {
    var inner = HTMLReader(HTMLTokenizer(Array(page.prefix(HTMLReader.framedPageLimit))), isInComment: false)
    inner.frameDepth = frameDepth + 1
    inner.run()
    content.structure.active.add(inner.content.structure.active)
  }
}
