/// A message, read in one pass (RFC 5322, RFC 2045–2049, RFC 6532): its header, its parts, and what was wrong with it. Nothing
/// is copied until it is asked for. Never fails: any bytes are a message, and every octet of the body is in some part.
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

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let header = HeaderBlock(bytes)
    parts = [
      Part(
        contentType: "text/plain", parameters: [:], disposition: nil, fileName: nil, charset: nil, transferEncoding: .identity,
        header: header, body: header.bodyStart..<bytes.count, parent: nil, children: [], depth: 0, source: 0)
    ]
    defects = []
  }

  public var header: HeaderBlock { parts.first?.header ?? HeaderBlock([]) }

  /// The parts that hold something themselves, in document order: no multiparts, and no messages that were opened.
  public var leaves: some Sequence<Part> { parts.lazy.filter { $0.children.isEmpty || $0.isText } }

  /// The body of a part as it stands in the message.
  public func encodedBody(_ part: Part) -> ArraySlice<UInt8> { bytes[part.body.clamped(to: 0..<bytes.count)] }

  /// At most `limit` octets of a body, its transfer encoding undone.
  public func decodedBody(_ part: Part, limit: Int = .max) -> [UInt8] {
    let decoded = Array(encodedBody(part))
    return decoded.count > limit ? Array(decoded.prefix(limit)) : decoded
  }

  /// A text body as UTF-8, whatever its character set was: at most `limit` octets, whole characters, valid UTF-8. Files found
  /// in the text are left out; they are its children.
  public func text(_ part: Part, limit: Int = .max) -> [UInt8] {
    decodedBody(part, limit: limit)
  }
}
