/// Finds the parts of a message by its boundaries (RFC 2046 §5.1), in one pass and without recursion. Never fails: what is
/// broken becomes a part as it stands, and a defect.
public struct BodyReader: Sendable {
  /// Multiparts and messages inside each other. Mail that people write has fewer than ten.
  public static let depthLimit = 30
  /// Leaves. A digest of a busy list has hundreds.
  public static let partLimit = 1000

  public enum Defect: String, Hashable, Sendable, CaseIterable {
    /// A multipart ends without its closing boundary.
    case missingEnd
    /// A multipart names no boundary.
    case missingBoundary
    case tooDeep
    case tooManyParts
  }

  public private(set) var parts: [MessagePart] = []
  public private(set) var defects: Set<Defect> = []

  private let message: [UInt8]
  /// The boundaries of the multiparts that are open, outermost first.
  private var boundaries: [[UInt8]] = []
  private var depth = 0
  private var position: Int

  /// `header` is the header block of `message`.
  public init(_ message: [UInt8], header: HeaderBlock) {
    self.message = message
    position = header.bodyStart
    open(header)
    // The leaf that is open when the message ends is one more.
    while let delimiter = nextDelimiter(from: position) {
      guard parts.count < BodyReader.partLimit - 1 else {
        defects.insert(.tooManyParts)
        break
      }
      close(delimiter)
    }
    if !boundaries.isEmpty, !defects.contains(.tooManyParts) { defects.insert(.missingEnd) }
    finish(at: message.count)
  }

  /// What a leaf holds, its transfer encoding undone.
  public func decoded(_ part: MessagePart) -> [UInt8] {
    let bytes = message[part.body]
    return switch part.transferEncoding {
    case .identity: Array(bytes)
    case .base64: Base64.decode(bytes)
    case .quotedPrintable: QuotedPrintable.decode(bytes)
    }
  }

  /// The leaf that is being read; `nil` between the parts of a multipart.
  private var current: Leaf?

  /// A part whose end is not known yet.
  private struct Leaf {
    var fields: PartFields
    var start: Int
    var depth: Int
  }
}

extension BodyReader {
  /// Goes into the part whose header was just read: down into a multipart or a message, or begins a leaf.
  private mutating func open(_ header: HeaderBlock) {
    var fields = PartFields(header)
    position = header.bodyStart
    depth = boundaries.count
    // Messages in messages: each has a header of its own, which says what its body is.
    while fields.isMessage, depth < BodyReader.depthLimit {
      let inner = readHeader()
      fields = PartFields(inner)
      position = inner.bodyStart
      depth += 1
    }
    if fields.isMultipart {
      guard let boundary = fields.boundary else {
        defects.insert(.missingBoundary)
        return begin(fields)
      }
      guard boundaries.count < BodyReader.depthLimit else {
        defects.insert(.tooDeep)
        return begin(fields)
      }
      boundaries.append(boundary)
    } else {
      begin(fields)
    }
  }

  private mutating func begin(_ fields: PartFields) {
    current = Leaf(fields: fields, start: position, depth: depth)
  }

  /// The header of a part; ends before a boundary line even where the empty line is missing.
  private func readHeader() -> HeaderBlock {
    var scanner = HeaderScanner(message, from: position)
    return HeaderBlock(message, &scanner) { delimiter(at: $0) != nil }
  }

  private struct Delimiter {
    /// Index into `boundaries`.
    var level: Int
    var isClosing: Bool
    /// Where the line begins, and where the next one does.
    var line: Range<Int>
  }

  private mutating func close(_ delimiter: Delimiter) {
    finish(at: endBefore(delimiter.line.lowerBound))
    if delimiter.level + 1 < boundaries.count { defects.insert(.missingEnd) }
    boundaries.removeSubrange((delimiter.isClosing ? delimiter.level : delimiter.level + 1)...)
    position = delimiter.line.upperBound
    if !delimiter.isClosing { open(readHeader()) }
  }

  private mutating func finish(at end: Int) {
    guard let leaf = current else { return }
    current = nil
    parts.append(leaf.fields.part(body: leaf.start..<max(leaf.start, end), depth: leaf.depth))
  }

  /// RFC 2046 §5.1.1: the line end before a boundary belongs to the boundary.
  private func endBefore(_ index: Int) -> Int {
    guard index > 0, message[index - 1] == 0x0A else { return index }
    return index > 1 && message[index - 2] == 0x0D ? index - 2 : index - 1
  }

  /// The next line that is a boundary of an open multipart.
  private func nextDelimiter(from start: Int) -> Delimiter? {
    guard !boundaries.isEmpty else { return nil }
    var index = start
    while index < message.count {
      if let delimiter = delimiter(at: index) { return delimiter }
      guard let lineFeed = message[index...].firstIndex(of: 0x0A) else { return nil }
      index = lineFeed + 1
    }
    return nil
  }

  /// Innermost first, because an outer boundary may begin with the text of an inner one; at most `depthLimit` comparisons.
  private func delimiter(at index: Int) -> Delimiter? {
    let dash = UInt8(ascii: "-")
    guard index + 2 < message.count, message[index] == dash, message[index + 1] == dash else { return nil }
    let text = message[(index + 2)...]
    for level in boundaries.indices.reversed() where text.starts(with: boundaries[level]) {
      var end = index + 2 + boundaries[level].count
      let isClosing = end + 1 < message.count && message[end] == dash && message[end + 1] == dash
      if isClosing { end += 2 }
      // Only white space may follow (RFC 2046 §5.1.1).
      while end < message.count, HeaderScanner.isBlank(message[end]) || message[end] == 0x0D { end += 1 }
      guard end == message.count || message[end] == 0x0A else { continue }
      return Delimiter(level: level, isClosing: isClosing, line: index..<min(end + 1, message.count))
    }
    return nil
  }
}
