/// Reads XML from left to right, as far as reports need it (XML 1.0, fifth edition): elements, text, CDATA; comments and
/// processing instructions are passed over.
///
/// Written for one purpose: reports come from strangers. A document type declaration is refused, so there are no entities to
/// define, none to expand, and nothing outside to fetch. Memory is that of the open elements' names and one text.
struct XMLReader {
  enum Event: Equatable {
    /// Without the prefix of a namespace.
    case start(String)
    /// Between two tags; entities replaced. Long text is cut.
    case text([UInt8])
    case end(String)
  }

  private let bytes: [UInt8]
  private var position = 0
  private var open: [String] = []
  private var hasRoot = false
  /// The end that `<a/>` stands for.
  private var pendingEnd: String?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// `nil` at the end of the document.
  mutating func next() throws(DMARCReportError) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name)
    }
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else {
        if let event = text() { return event }
        continue
      }
      if let event = try markup() { return event }
    }
    guard open.isEmpty, hasRoot else { throw .truncated }
    return nil
  }

  private mutating func text() -> Event? {
    let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    let raw = bytes[position..<end]
    position = end
    // Outside of the root element only white space is left.
    guard !open.isEmpty else { return nil }
    return .text(XMLText.decoded(raw.prefix(DMARCReportLimits.textOctets)))
  }

  /// What begins with an angle bracket.
  private mutating func markup() throws(DMARCReportError) -> Event? {
    if skips("<!--", to: "-->") || skips("<?", to: "?>") { return nil }
    if let content = content(of: "<![CDATA[", to: "]]>") { return open.isEmpty ? nil : .text(Array(content)) }
    if starts(with: "<!") { throw .documentType }
    guard let end = tagEnd() else { throw .truncated }
    let tag = bytes[(position + 1)..<end]
    position = end + 1
    return tag.first == UInt8(ascii: "/") ? try endTag(tag.dropFirst()) : try startTag(tag)
  }

  private mutating func startTag(_ tag: ArraySlice<UInt8>) throws(DMARCReportError) -> Event {
    let isEmpty = tag.last == UInt8(ascii: "/")
    let name = XMLText.localName(isEmpty ? tag.dropLast() : tag)
    guard !name.isEmpty, !open.isEmpty || !hasRoot else { throw .malformed("element") }
    hasRoot = true
    if isEmpty {
      pendingEnd = name
    } else {
      guard open.count < DMARCReportLimits.depth else { throw .tooDeep(limit: DMARCReportLimits.depth) }
      open.append(name)
    }
    return .start(name)
  }

  private mutating func endTag(_ tag: ArraySlice<UInt8>) throws(DMARCReportError) -> Event {
    let name = XMLText.localName(tag)
    guard open.popLast() == name else { throw .malformed("end of \(SPFTermReader.shown(Array(name.utf8)[...]))") }
    return .end(name)
  }

  /// The bracket that ends a tag; those in quoted values do not.
  private func tagEnd() -> Int? {
    var quote: UInt8?
    for index in (position + 1)..<bytes.count {
      switch (bytes[index], quote) {
      case (UInt8(ascii: "\""), nil), (UInt8(ascii: "'"), nil): quote = bytes[index]
      case (let byte, let open?) where byte == open: quote = nil
      case (UInt8(ascii: ">"), nil): return index
      default: continue
      }
    }
    return nil
  }

  private func starts(with mark: String) -> Bool { bytes[position...].starts(with: mark.utf8) }

  private mutating func skips(_ mark: String, to end: String) -> Bool { content(of: mark, to: end) != nil }

  /// What stands between the marks, which are passed; to the end of the document where the second is missing.
  private mutating func content(of mark: String, to end: String) -> ArraySlice<UInt8>? {
    guard starts(with: mark) else { return nil }
    let start = position + mark.utf8.count
    let last = Array(end.utf8)
    var index = start
    while index < bytes.count, !bytes[index...].starts(with: last) { index += 1 }
    position = min(index + last.count, bytes.count)
    return bytes[start..<min(index, bytes.count)]
  }
}
