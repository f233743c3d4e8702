import InternetMessage

/// Puts together what the reader of a message sees: the parts that mail programs show, of alternatives the preferred one.
struct BodyTextReader {
  private let message: Message
  private var room = ContentAnalyzer.textLimit
  /// What is left for attachments.
  private(set) var budget = InspectionBudget()

  init(_ message: Message) {
    self.message = message
  }

  mutating func read(into facts: inout ContentFacts) {
    let replaced = PartPreference.replacedByHTML(message.parts)
    for (index, part) in message.parts.enumerated() where PartPreference.isShown(part) {
      switch part.contentType {
      case "text/html", "application/xhtml+xml": readHTML(part, &facts)
      case "text/calendar": readCalendar(part, &facts)
      default: readPlain(part, isReplaced: replaced[index], &facts)
      }
    }
    facts.alternativeAgreement = WordAgreement.share(of: facts.alternative, in: facts.text.visible)
  }

  private mutating func text(_ part: Part) -> [UInt8] {
    let text = message.text(part, limit: max(0, room))
    room -= text.count
    return text
  }

  private mutating func readHTML(_ part: Part, _ facts: inout ContentFacts) {
    let html = text(part)
    let content = HTMLReader.read(html)
    facts.hasHTML = true
    facts.text.append(content.text)
    facts.structure.add(content.structure)
    facts.title.appendLine(content.title)
    facts.imageText.appendLine(content.imageText)
    facts.scripts.appendLine(content.scripts)
    facts.add(content.links)
    readPictures(html, &facts)
    facts.add(codes: TableDrawing.codes(in: html, shape: content.structure.shape))
    facts.add(codes: TextDrawing.codes(in: content.text.visible))
  }

  /// QR codes in pictures that are part of the page.
  private mutating func readPictures(_ html: [UInt8], _ facts: inout ContentFacts) {
    var inspector = AttachmentInspector(budget)
    for picture in EmbeddedPictures.all(in: html, limit: budget.pictures) {
      inspector.readCodes(picture, kind: FileSniffer.kind(of: picture))
    }
    budget = inspector.budget
    facts.add(codes: inspector.codes)
  }

  private mutating func readPlain(_ part: Part, isReplaced: Bool, _ facts: inout ContentFacts) {
    let text = text(part)
    facts.hasPlainText = true
    facts.add(codes: TextDrawing.codes(in: text))
    facts.add(URLFinder.links(in: text, limit: ContentAnalyzer.linkLimit))
    if isReplaced { return facts.alternative.appendLine(text) }
    var folding = TextFolding()
    facts.text.visible.appendLine(Confusables.fold(text, counting: &folding))
    facts.text.folding += folding
  }

  private mutating func readCalendar(_ part: Part, _ facts: inout ContentFacts) {
    facts.add(URLFinder.links(inCalendar: text(part), limit: ContentAnalyzer.linkLimit))
  }
}

extension ContentFacts {
  /// Adds links up to the limit.
  mutating func add(_ more: some Sequence<Link>) {
    links.append(contentsOf: more.prefix(max(0, ContentAnalyzer.linkLimit - links.count)))
  }
}

extension ContentFacts {
  /// Adds the texts of QR codes, and the links in them.
  mutating func add(codes more: [String]) {
    codes += more
    for code in more { add(URLFinder.links(in: Array(code.utf8), origin: .code, limit: ContentAnalyzer.linkLimit)) }
  }
}

extension [UInt8] {
  /// Appends `text` on a line of its own.
  mutating func appendLine(_ text: [UInt8]) {
    guard !text.isEmpty else { return }
    if !isEmpty { append(0x0A) }
    append(contentsOf: text)
  }
}

extension VisibleText {
  mutating func append(_ other: VisibleText) {
    visible.appendLine(other.visible)
    hidden.appendLine(other.hidden)
    hiddenOctets.merge(other.hiddenOctets) { $0 + $1 }
    folding += other.folding
  }
}
