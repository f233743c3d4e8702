/// What tags do to the text between them.
extension HTMLReader {
  mutating func startTag() {
    let name = tokenizer.lastStartTag
    let element = open.isInForeignContent || name != HTMLName("image") ? HTMLElement(name) : .img
    attributes.read(tokenizer.tag, in: tokenizer.source)
    count(element)
    if open.makeRoom(for: element) { breakLine() }
    if !open.isOpen(.a) { endAnchor() }
    let (style, change) = style(of: element, name)
    let isForeign = element == .svg || element == .math || (open.isInForeignContent && !isIntegrationPoint)
    let isVoid = !isForeign && element.traits.contains(.void)
    separate(element, style)
    noteActive(element, style, change, isForeign: isForeign)
    readLinks(element, style)
    if isVoid || isForeign && tokenizer.tag.isSelfClosing || isRepeated(element) {
      readVoid(element, style)
    } else {
      let isBlock = element.traits.contains(.block)
      open.push(element, name, style, isBlock: isBlock, isForeign: isForeign)
      content.structure.deepest = max(content.structure.deepest, open.depth)
      if open.depth > HTMLReader.usualDepth { content.structure.defects.insert(.tooDeep) }
      if !isForeign { readContent(of: element) }
    }
    tokenizer.allowsCDATA = open.isInForeignContent
  }

  mutating func endTag() {
    let name = tokenizer.source.name(tokenizer.tag.name)
    let element = HTMLElement(name)
    switch element {
    // Text after these goes into the body all the same.
    case .body, .html: return
    case .br: return breakLine()
    case .p where !open.isOpen(.p): return breakLine()
    default: break
    }
    if open.end(element, name) { breakLine() }
    if !open.isOpen(.a) { endAnchor() }
    tokenizer.allowsCDATA = open.isInForeignContent
  }

  /// In it, SVG and MathML hold HTML.
  private var isIntegrationPoint: Bool { open.top.traits.contains(.htmlInForeign) }

  /// A second body or page adds its attributes to the first, and is no element of its own.
  private func isRepeated(_ element: HTMLElement) -> Bool {
    (element == .body || element == .html) && open.isOpen(element)
  }

  /// The space between this element and what stands before it.
  private mutating func separate(_ element: HTMLElement, _ style: TextStyle) {
    guard style.hidden != .notDisplayed else { return }
    if element.traits.contains(.block) || element == .br { return breakLine() }
    if element.traits.contains(.cell) || element == .img { space() }
  }

  // MARK: Style

  /// How an element is shown, and what styles say of it.
  private mutating func style(of element: HTMLElement, _ name: HTMLName) -> (TextStyle, StyleChange) {
    var style = rootedStyle
    var change = StyleChange()
    if let reason = hiding(element) { style.hide(reason) }
    switch element {
    case .a where attributes.has(.href): style.setColour(.link)
    case .pre, .textarea, .listing, .xmp, .plaintext: style.setPreformatted()
    default: break
    }
    guard !attributes.isEmpty || !sheet.isEmpty else { return (style, change) }
    if attributes.has(.hidden) { style.hide(.notDisplayed) }
    readPresentation(element, &style)
    if !sheet.isEmpty {
      change = sheet.style(element: name, classes: slice(.class), identifier: slice(.id))
    }
    if let range = attributes[.style] { change.apply(inlineStyle(range)) }
    if !change.isEmpty { style.apply(change) }
    return (style, change)
  }

  private mutating func inlineStyle(_ range: Range<Int>) -> StyleChange {
    let source = tokenizer.source
    return styles.change(at: range, in: source.bytes) { CSSDeclarations.parse(source.value(range)[...]) }
  }

  /// What stands on a page whose style sheet sets backgrounds in ways that are not followed stands on no known colour.
  private var rootedStyle: TextStyle {
    guard open.depth == 0 || open.top == .html, sheet.hasUncertainBackgrounds else { return open.style }
    var style = open.style
    style.setBackground(.unknown)
    return style
  }

  private func hiding(_ element: HTMLElement) -> HiddenReason? {
    // Programs and styles of SVG are no more text than those of HTML.
    if open.isInForeignContent { return element == .script || element == .style ? .notDisplayed : nil }
    switch element {
    case .title: return .title
    case .noscript: return .noScript
    case .template: return .template
    case .dialog: return attributes.has(.open) ? nil : .notDisplayed
    default: return element.traits.contains(.neverShown) ? .notDisplayed : nil
    }
  }

  /// The attributes by which HTML of old sets colours (HTML § 15.3).
  private func readPresentation(_ element: HTMLElement, _ style: inout TextStyle) {
    if let colour = colour(.bgcolor) { style.setBackground(colour) }
    if attributes.has(.background) { style.setBackground(.unknown) }
    if element == .font, let colour = colour(.color) { style.setColour(colour) }
    if element == .body, let colour = colour(.text) { style.setColour(colour) }
  }

  private func colour(_ key: HTMLAttributeKey) -> CSSColour? {
    attributes[key].flatMap { CSSColour(attribute: tokenizer.source.value($0)[...]) }
  }

  private func slice(_ key: HTMLAttributeKey) -> ArraySlice<UInt8> {
    attributes[key].map { tokenizer.source.value($0)[...] } ?? []
  }

  // MARK: Content

  /// How the content of an element is to be read (HTML § 13.2.6).
  private mutating func readContent(of element: HTMLElement) {
    switch element {
    case .title, .textarea: tokenizer.mode = .escapableRawText
    case .xmp, .iframe, .noembed, .noframes: tokenizer.mode = .rawText
    case .plaintext: tokenizer.mode = .plainText
    case .style:
      tokenizer.mode = .rawText
      readStyleSheet(tokenizer.takeRawText())
    case .script:
      tokenizer.mode = .script
      keepScript(tokenizer.takeRawText())
    default: break
    }
  }

  private mutating func readStyleSheet(_ range: Range<Int>) {
    let css = tokenizer.bytes[range]
    sheet.add(css)
    readLinks(css: css, isHidden: false)
  }

  /// Elements without content that show something all the same.
  private mutating func readVoid(_ element: HTMLElement, _ style: TextStyle) {
    switch element {
    case .img: keepImageText()
    case .input: readInput()
    case .body, .html: break
    default: break
    }
  }

  private mutating func keepImageText() {
    guard let range = attributes[.alt] else { return }
    content.imageText.appendLine(tokenizer.source.value(range))
  }

  private mutating func readInput() {
    let kind = HTMLName(slice(.type).trimmed)
    if kind == HTMLName("password") { content.structure.passwordFieldCount += 1 }
    guard kind == HTMLName("submit") || kind == HTMLName("button") || kind == HTMLName("reset"),
      let range = attributes[.value]
    else { return }
    write(tokenizer.source.value(range))
  }

  // MARK: Structure

  private mutating func count(_ element: HTMLElement) {
    content.structure.elementCount += 1
    if content.structure.shape.count < HTMLReader.shapeLimit { content.structure.shape.append(element.rawValue) }
    switch element {
    case .img: content.structure.imageCount += 1
    case .form: content.structure.formCount += 1
    case .script: content.structure.scriptCount += 1
    case .iframe, .frame, .object, .embed, .applet: content.structure.frameCount += 1
    default: break
    }
    for handler in attributes.handlers {
      content.structure.handlerCount += 1
      keepScript(handler)
    }
  }

  mutating func keepScript(_ range: Range<Int>) {
    let room = HTMLReader.scriptLimit - content.scripts.count
    guard room > 0, !range.isEmpty else { return }
    content.scripts.appendLine(Array(tokenizer.bytes[range].prefix(room)))
  }
}
