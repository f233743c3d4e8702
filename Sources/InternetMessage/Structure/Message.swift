/// A message, read in one pass (RFC 5322, RFC 2045–2049, RFC 6532): its header, its parts, and what was wrong with it. Nothing
/// is copied until it is asked for. Never fails: any bytes are a message.
public struct Message: Sendable {
  /// Multiparts and messages inside each other. Mail that people write has fewer than ten.
  public static let depthLimit = 50
  /// Parts of all kinds. A digest of a busy list has hundreds.
  public static let partLimit = 5000
  /// Header fields of all parts together: 20 for each part, and no way to turn 3 octets into 50.
  public static let fieldLimit = 100_000
  /// Octets of a line with its line end (RFC 5322 §2.1.1).
  public static let lineLimit = 1000

  public let bytes: [UInt8]
  /// In document order; the root is the first, and is always there.
  public let parts: [Part]
  public let defects: [Defect]
  /// `bytes`, and what encoded messages in them decode to.
  private let sources: [[UInt8]]

  public init(_ bytes: [UInt8]) {
    let parser = MessageParser(bytes)
    self.bytes = bytes
    parts = parser.parts
    defects = parser.defects
    sources = parser.sources
  }

  public var header: HeaderBlock { parts.first?.header ?? HeaderBlock(emptyAt: 0) }

  /// The kinds of defects, wherever they are.
  public var defectKinds: Set<Defect.Kind> { Set(defects.map { $0.kind }) }

  /// The parts that hold something themselves, in document order: no multiparts, and no messages that were opened.
  public var leaves: some Sequence<Part> { parts.lazy.filter { $0.children.isEmpty || $0.isText } }

  /// The body of a part as it stands.
  public func encodedBody(_ part: Part) -> ArraySlice<UInt8> {
    guard part.source < sources.count else { return [] }
    return sources[part.source][part.body.clamped(to: 0..<sources[part.source].count)]
  }

  /// At most `limit` octets of a body, its transfer encoding undone.
  public func decodedBody(_ part: Part, limit: Int = .max) -> [UInt8] {
    part.transferEncoding.decode(encodedBody(part), limit: limit)
  }

  /// A text body as UTF-8, whatever its character set was: at most `limit` octets, whole characters, valid UTF-8. Files found
  /// in the text are left out; they are its children.
  public func text(_ part: Part, limit: Int = .max) -> [UInt8] {
    // A character has at most four octets in any set, and becomes at least one.
    let octets = limit.multipliedReportingOverflow(by: 4)
    let bytes =
      part.children.isEmpty
      ? decodedBody(part, limit: octets.overflow ? .max : octets.partialValue) : textWithoutFiles(part)
    return UTF8Text.prefix(TextCharset.decode(bytes[...], of: part), limit: limit)
  }

  private func textWithoutFiles(_ part: Part) -> [UInt8] {
    var result: [UInt8] = []
    var start = part.body.lowerBound
    for child in part.children where child < parts.count && parts[child].body.lowerBound >= start {
      result += sources[part.source][start..<parts[child].body.lowerBound]
      start = parts[child].body.upperBound
    }
    return result + sources[part.source][start..<max(start, part.body.upperBound)]
  }

  /// Parts are found in the order their headers are read, but encoded messages and files in texts later.
  static func putInDocumentOrder(_ parts: inout [Part], _ defects: inout [Defect]) {
    guard parts.contains(where: { !$0.children.isEmpty && !$0.isMultipart }) else { return }
    var order: [Int] = []
    var pending = [0]
    while let next = pending.popLast() {
      order.append(next)
      pending.append(contentsOf: parts[next].children.reversed())
    }
    var places = [Int](repeating: 0, count: parts.count)
    for (place, index) in order.enumerated() { places[index] = place }
    parts = order.map { index in
      var part = parts[index]
      part.parent = part.parent.map { places[$0] }
      part.children = part.children.map { places[$0] }
      return part
    }
    defects = defects.map { Defect($0.kind, part: places[$0.part]) }
  }
}
