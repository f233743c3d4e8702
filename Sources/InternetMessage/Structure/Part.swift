/// One node of the MIME tree (RFC 2045 §2.4): a multipart, a message in the message, or a leaf that is shown or attached.
public struct Part: Sendable {
  /// How the octets of a body are written down.
  public enum TransferEncoding: String, Hashable, Sendable, CaseIterable {
    /// 7bit, 8bit, binary, or one that is not known: the body stands as it is.
    case identity
    case base64
    case quotedPrintable = "quoted-printable"
    case uuencode = "x-uuencode"
    case yEnc = "x-yenc"
  }

  /// `text/html`, in lower case; what the rules give where none is said (RFC 2045 §5.2, RFC 2046 §5.1.5).
  public private(set) var contentType: String
  /// Of Content-Type: by name in lower case, decoded (RFC 2231, RFC 2047).
  public let parameters: [String: String]
  /// `attachment`, `inline`, …, in lower case; `nil` where none is said.
  public let disposition: String?
  /// From Content-Disposition, else from Content-Type, else from where the file was found; decoded.
  public let fileName: String?
  public let transferEncoding: TransferEncoding
  /// Empty for a file found in a text body.
  public let header: HeaderBlock
  /// The encoded body in the bytes it was read from (`Message.encodedBody`), without the line end that belongs to the
  /// boundary behind it.
  public internal(set) var body: Range<Int>
  /// Index of the multipart, message or text it stands in; `nil` for the root.
  public internal(set) var parent: Int?
  /// Indices of the parts in it, in document order.
  public internal(set) var children: [Int] = []
  /// 0 for the root.
  public let depth: Int
  /// Which of the message's sources `body` lies in.
  let source: Int

  init(_ fields: PartFields, header: HeaderBlock, parent: Int?, depth: Int, source: Int) {
    contentType = fields.contentType
    parameters = fields.parameters
    disposition = fields.disposition
    fileName = fields.fileName
    transferEncoding = fields.transferEncoding
    self.header = header
    body = header.bodyStart..<header.bodyStart
    self.parent = parent
    self.depth = depth
    self.source = source
  }

  /// A file in a text body.
  init(_ file: InlineFiles.File, in text: Part, parent: Int) {
    contentType = "application/octet-stream"
    parameters = [:]
    disposition = nil
    fileName = HeaderText.decoded(file.mark.name)
    transferEncoding = file.mark.encoding
    header = HeaderBlock(emptyAt: file.body.lowerBound)
    body = file.body
    self.parent = parent
    depth = text.depth + 1
    source = text.source
  }

  /// A multipart without a part in it is shown as it stands.
  mutating func showAsText() { contentType = "text/plain" }

  /// The label of the character set as given, in lower case; `nil` without one.
  public var charset: String? { parameters["charset"]?.lowercased() }

  public var isMultipart: Bool { contentType.hasPrefix("multipart/") }

  /// A message in the message, which is its only child.
  public var isMessage: Bool {
    switch contentType {
    case "message/rfc822", "message/global", "message/news": true
    default: false
    }
  }

  public var isText: Bool { contentType.hasPrefix("text/") }

  /// A text of single octets: in UTF-16 and UTF-32 half of what people write is NUL.
  var forbidsNUL: Bool {
    isText && !["utf-16", "utf16", "utf-32", "ucs-2", "unicode"].contains { charset?.hasPrefix($0) == true }
  }

  /// Microsoft's container of attachments and formatting (`winmail.dat`).
  public var isTNEF: Bool {
    contentType == "application/ms-tnef" || contentType == "application/vnd.ms-tnef"
      || fileName?.lowercased() == "winmail.dat"
  }

  /// Not shown where it stands: marked so, or named, or no text. Multiparts never are.
  public var isAttachment: Bool {
    !isMultipart && (disposition == "attachment" || fileName != nil || !(isText || isMessage))
  }
}
