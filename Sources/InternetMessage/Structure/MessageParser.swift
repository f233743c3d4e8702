/// Finds the parts of a message (RFC 2046 §5.1): one pass over the lines, without recursion. What is broken becomes a part as it
/// stands, and a defect.
struct MessageParser {
  /// A multipart, a message or a leaf whose end is not known yet.
  struct OpenPart {
    let part: Int
    let isMultipart: Bool
    /// A multipart whose boundary has been seen.
    var hasParts = false
  }

  private(set) var parts: [Part] = []
  private(set) var defects: [Defect] = []
  /// The message, and what encoded messages in it decode to.
  private(set) var sources: [[UInt8]]
  private var known: Set<Defect> = []

  /// Encoded messages that are still to be read, with the part they stand in.
  private var pending: [(part: Int, source: Int)] = []
  private var fieldsLeft = Message.fieldLimit
  private var decodedLeft: Int

  // Of the source that is being read.
  private var source = 0
  private var bytes: [UInt8]
  /// Outermost first.
  private var open: [OpenPart] = []
  private var boundaries = BoundaryStack()
  private var position = 0
  private var files = InlineFiles()

  init(_ message: [UInt8]) {
    sources = [message]
    bytes = message
    // All encoded messages together decode to no more than this, however they are nested.
    decodedLeft = message.count
    read(parent: nil)
    while let (part, next) = pending.popLast() {
      source = next
      bytes = sources[next]
      read(parent: part)
    }
    Message.putInDocumentOrder(&parts, &defects)
  }

  /// Reads one source from its header to its end.
  private mutating func read(parent: Int?) {
    open = []
    boundaries = BoundaryStack()
    position = 0
    var scanner = HeaderScanner(bytes)
    let header = HeaderBlock(bytes, &scanner, fieldLimit: min(fieldsLeft, HeaderBlock.fieldLimit))
    begin(header, parent: parent)
    let root = open.first?.part
    while let line = nextLine() {
      if let match = boundaries.match(bytes, line) { cross(match) } else { look(at: line) }
    }
    while let last = open.last {
      if last.isMultipart { add(.missingEnd, last.part) }
      close(at: bytes.count)
    }
    // What follows the last boundary belongs to nobody else.
    if let root { parts[root].body = parts[root].body.lowerBound..<bytes.count }
  }

  /// The range of the next line with its line end.
  private mutating func nextLine() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let start = position
    position = ByteSearch.firstIndex(of: 0x0A, in: bytes, start..<bytes.count).map { $0 + 1 } ?? bytes.count
    return start..<position
  }
}

extension MessageParser {
  /// Opens the part whose header was just read, and the messages that it consists of.
  private mutating func begin(_ header: HeaderBlock, parent: Int?) {
    var header = header
    var parent = parent
    while true {
      let index = append(header, parent: parent)
      let part = parts[index]
      let isTooDeep = part.depth >= Message.depthLimit && (part.isMultipart || part.isMessage)
      if isTooDeep { add(.tooDeep, index) }
      open.append(OpenPart(part: index, isMultipart: part.isMultipart && !isTooDeep))
      guard part.isMessage, !isTooDeep, part.transferEncoding == .identity, parts.count < Message.partLimit else { return }
      header = readHeader()
      parent = index
    }
  }

  /// Adds a part whose body begins behind its header; where it ends is set when it is closed.
  private mutating func append(_ header: HeaderBlock, parent: Int?) -> Int {
    let isInDigest = parent.map { parts[$0].contentType == "multipart/digest" } ?? false
    let fields = PartFields(header, isInDigest: isInDigest)
    let index = add(
      Part(
        fields, header: header, parent: parent, depth: parent.map { parts[$0].depth + 1 } ?? 0, source: source))
    fieldsLeft -= header.fields.count
    position = header.bodyStart
    for kind in fields.defects { add(kind, index) }
    if parts[index].isMultipart, parts[index].depth < Message.depthLimit {
      boundaries.push(fields.boundary, level: open.count)
    }
    files = InlineFiles(in: parts[index])
    return index
  }

  private mutating func add(_ part: Part) -> Int {
    parts.append(part)
    if let parent = part.parent { parts[parent].children.append(parts.count - 1) }
    return parts.count - 1
  }

  /// The header of a part; ends before a boundary line even where the empty line is missing.
  private func readHeader() -> HeaderBlock {
    var scanner = HeaderScanner(bytes, from: position)
    return HeaderBlock(bytes, &scanner, fieldLimit: min(fieldsLeft, HeaderBlock.fieldLimit)) { isBoundary(at: $0) }
  }

  private func isBoundary(at start: Int) -> Bool {
    guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "-"), bytes[start + 1] == UInt8(ascii: "-") else {
      return false
    }
    let end = ByteSearch.firstIndex(of: 0x0A, in: bytes, start..<bytes.count).map { $0 + 1 } ?? bytes.count
    return boundaries.match(bytes, start..<end) != nil
  }

  /// At a boundary: what is open inside its multipart ends here.
  private mutating func cross(_ match: BoundaryStack.Match) {
    guard match.isClosing || parts.count < Message.partLimit else {
      // The rest belongs to the part that is open.
      add(.tooManyParts, open[match.level].part)
      boundaries = BoundaryStack()
      return
    }
    let end = endBefore(match.line.lowerBound)
    while open.count > match.level + 1, let last = open.last {
      if last.isMultipart { add(.missingEnd, last.part) }
      close(at: end)
    }
    open[match.level].hasParts = true
    if match.isClosing {
      boundaries.pop(toLevel: match.level)
      close(at: match.line.upperBound)
    } else {
      begin(readHeader(), parent: open[match.level].part)
    }
  }

  /// Ends the innermost open part.
  private mutating func close(at end: Int) {
    guard let last = open.popLast() else { return }
    boundaries.pop(toLevel: open.count)
    let start = parts[last.part].body.lowerBound
    parts[last.part].body = start..<max(start, end)
    if last.isMultipart, !last.hasParts {
      add(.boundaryNotFound, last.part)
      parts[last.part].showAsText()
    }
    if parts[last.part].forbidsNUL, ByteSearch.firstIndex(of: 0, in: bytes, parts[last.part].body) != nil {
      add(.nulOctet, last.part)
    }
    for file in files.finish(at: max(start, end)) where parts.count < Message.partLimit {
      _ = add(Part(file, in: parts[last.part], parent: last.part))
    }
    if parts[last.part].isMessage, parts[last.part].transferEncoding != .identity { openEncoded(last.part) }
  }

  /// A message that is encoded is read later, as a source of its own.
  private mutating func openEncoded(_ index: Int) {
    add(.encodedMessage, index)
    let part = parts[index]
    guard part.depth < Message.depthLimit, parts.count < Message.partLimit else { return add(.tooDeep, index) }
    let decoded = part.transferEncoding.decode(bytes[part.body], limit: decodedLeft)
    guard !decoded.isEmpty else { return }
    decodedLeft -= decoded.count
    sources.append(decoded)
    pending.append((index, sources.count - 1))
  }

  /// A line of a body.
  private mutating func look(at line: Range<Int>) {
    guard let last = open.last else { return }
    if line.count > Message.lineLimit { add(.lineTooLong, last.part) }
    files.look(at: line, in: bytes)
  }

  private mutating func add(_ kind: Defect.Kind, _ part: Int) {
    let defect = Defect(kind, part: part)
    if known.insert(defect).inserted { defects.append(defect) }
  }

  /// RFC 2046 §5.1.1: the line end before a boundary belongs to the boundary.
  private func endBefore(_ index: Int) -> Int {
    guard index > 0, bytes[index - 1] == 0x0A else { return index }
    return index > 1 && bytes[index - 2] == 0x0D ? index - 2 : index - 1
  }
}
