/// Reads HTML as a browser shows it: which text is seen, which is not and why, where links lead. One pass, no tree.
public struct HTMLReader {
  /// Links kept of one part. A newsletter has a few hundred.
  public static let linkLimit = 1000
  /// Elements inside one another from which on HTML is out of order: Chromium builds no more.
  public static let usualDepth = 512
  /// Elements inside one another that are told apart. Text that is hidden deeper than browsers look is hidden all the same.
  public static let depthLimit = 65_536
  /// Octets of scripts kept.
  public static let scriptLimit = 256 * 1024
  /// Elements kept of the shape.
  public static let shapeLimit = 4096
  /// Octets of one attribute that are read as a link. Browsers go on for two million; nobody needs them.
  public static let linkLengthLimit = 4096
  /// Octets kept of what a reader sees of a link.
  public static let anchorTextLimit = 256

  var content = HTMLContent()
  var tokenizer: HTMLTokenizer
  var open: OpenElements
  var attributes = KnownAttributes()
  var sheet = StyleSheet()
  var styles = StyleCache()
  var links: [PendingLink] = []
  var base: [UInt8]?
  /// The anchor that is open: number of its link, where its text begins in what is visible, and where in image texts.
  var anchor: (link: Int, textStart: Int, imageTextStart: Int)?
  private var visible = TextFlow()
  private var hidden = TextFlow()
  private var title = TextFlow()
  private var wasHidden = false
  /// Inside a conditional comment, which is read like any other HTML, but for comments.
  let isInComment: Bool
  /// Frames that this page stands in.
  var frameDepth = 0
  /// A set of frames was begun where one may stand: before all text (HTML § 13.2.6.4.7).
  var hasFrameset = false

  /// Reads a whole part, `html` being UTF-8; octets that are not are passed on as they are.
  public static func read(_ html: [UInt8]) -> HTMLContent {
    var reader = HTMLReader(HTMLTokenizer(html), isInComment: false)
    reader.visible.reserve(html.count / 2)
    reader.run()
    reader.finish()
    return reader.content
  }

  init(_ tokenizer: HTMLTokenizer, isInComment: Bool) {
    self.tokenizer = tokenizer
    self.isInComment = isInComment
    open = OpenElements(rootStyle: TextStyle(hidden: isInComment ? .comment : nil))
  }

  mutating func run() {
    while let token = tokenizer.next() {
      switch token {
      case .text(let range): text(range)
      case .characters(let first, let second): characters(first, second)
      case .startTag: startTag()
      case .endTag: endTag()
      case .comment(let range): comment(range)
      case .doctype: break
      }
    }
    endAnchor()
    content.structure.defects.formUnion(tokenizer.defects)
  }

  private mutating func finish() {
    content.text.hidden = hidden.text
    content.title = title.text
    content.text.visible = Confusables.fold(visible.text, counting: &content.text.folding)
    content.links = HTMLLinks.resolved(links, base: base, visibleText: content.text.visible)
  }

  // MARK: Text

  var hasVisibleText: Bool { !visible.text.isEmpty }

  private mutating func text(_ range: Range<Int>) {
    write { $0.append($1, range, isPreformatted: $2) }
  }

  private mutating func characters(_ first: UInt32, _ second: UInt32) {
    write { flow, _, isPreformatted in
      flow.append(codePoint: first, isPreformatted: isPreformatted)
      if second != 0 { flow.append(codePoint: second, isPreformatted: isPreformatted) }
    }
  }

  /// Adds to what is visible or to what is hidden, as the open elements say.
  @inline(__always)
  private mutating func write(_ append: (inout TextFlow, [UInt8], Bool) -> Void) {
    let style = open.style
    guard let reason = style.reason else {
      wasHidden = false
      append(&visible, tokenizer.bytes, style.isPreformatted)
      return
    }
    // What stands between two hidden texts parts them.
    if !wasHidden { hidden.space() }
    wasHidden = true
    let before = hidden.text.count
    append(&hidden, tokenizer.bytes, style.isPreformatted)
    content.text.hiddenOctets.add(hidden.text.count - before, for: reason)
    if reason == .title { append(&title, tokenizer.bytes, false) }
  }

  mutating func breakLine() {
    visible.breakLine()
    hidden.breakLine()
  }

  mutating func space() {
    visible.space()
    hidden.space()
  }

  /// A text that a browser makes of an attribute: a button's.
  mutating func write(_ text: [UInt8]) {
    guard open.style.reason == nil else { return }
    visible.space()
    visible.append(text, 0..<text.count, isPreformatted: false)
    visible.space()
  }

  // MARK: Anchors

  mutating func beginAnchor() {
    anchor = (links.count - 1, visible.text.count, content.imageText.count)
  }

  /// Gives the open anchor the text that was shown since it began, or that of the images in it.
  mutating func endAnchor() {
    guard let (link, textStart, imageTextStart) = anchor, links.indices.contains(link) else { return }
    anchor = nil
    let shown = visible.text[min(textStart, visible.text.count)...].trimmed
    let images = content.imageText[min(imageTextStart, content.imageText.count)...].trimmed
    links[link].anchorText = Array((shown.isEmpty ? images : shown).prefix(HTMLReader.anchorTextLimit))
  }

  // MARK: Comments

  /// What MSO shows and others do not is HTML inside a comment: `<!--[if mso]> … <![endif]-->`.
  private mutating func comment(_ range: Range<Int>) {
    content.structure.commentCount += 1
    let source = tokenizer.source
    // The marks of conditions that others see through: `<![if !mso]>`, `<![endif]>`.
    guard !source.matches("[endif", at: range.lowerBound, until: range.upperBound) else { return }
    guard source.matches("[if", at: range.lowerBound, until: range.upperBound), !isInComment else { return hide(range) }
    guard let mark = source.firstIndex(of: UInt8(ascii: ">"), from: range.lowerBound, until: range.upperBound) else { return }
    var inner = HTMLReader(HTMLTokenizer(tokenizer.bytes, in: mark + 1..<range.upperBound), isInComment: true)
    inner.run()
    add(comment: inner)
  }

  private mutating func add(comment inner: HTMLReader) {
    hidden.breakLine()
    hidden.append(inner.hidden.text, 0..<inner.hidden.text.count, isPreformatted: true)
    hidden.breakLine()
    content.text.hiddenOctets.add(inner.hidden.text.count, for: .comment)
    for link in inner.links where links.count < HTMLReader.linkLimit { links.append(link) }
  }

  private mutating func hide(_ range: Range<Int>) {
    hidden.breakLine()
    let before = hidden.text.count
    hidden.append(tokenizer.bytes, range, isPreformatted: false)
    hidden.breakLine()
    content.text.hiddenOctets.add(hidden.text.count - before, for: .comment)
  }
}

extension [HiddenReason: Int] {
  fileprivate mutating func add(_ count: Int, for reason: HiddenReason) {
    if count > 0 { self[reason, default: 0] += count }
  }
}
