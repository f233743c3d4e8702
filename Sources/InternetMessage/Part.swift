/// One node of the MIME tree (RFC 2045 §2.4): a multipart, a message in the message, or a leaf that is shown or attached.
public struct Part: Sendable {
  /// How the octets of a body are written down.
  public enum TransferEncoding: String, Hashable, Sendable, CaseIterable {
    /// 7bit, 8bit, binary, or one that is not known: the body stands as it is.
    case identity = "7bit"
    case base64
    case quotedPrintable = "quoted-printable"
    case uuencode = "x-uuencode"
    case yEnc = "x-yenc"
  }

  /// `text/html`, in lower case; what the rules give where none is said (RFC 2045 §5.2, RFC 2046 §5.1.5).
  public let contentType: String
  /// Of Content-Type: by name in lower case, decoded (RFC 2231, RFC 2047).
  public let parameters: [String: String]
  /// `attachment`, `inline`, …, in lower case; `nil` where none is said.
  public let disposition: String?
  /// From Content-Disposition, else from Content-Type, else from where the file was found; decoded.
  public let fileName: String?
  /// The label as given, in lower case; `nil` without one.
  public let charset: String?
  public let transferEncoding: TransferEncoding
  /// Empty for a file found in a text body.
  public let header: HeaderBlock
  /// The encoded body in the bytes it was read from (`Message.encodedBody`), without the line end that belongs to the
  /// boundary behind it.
  public internal(set) var body: Range<Int>
  /// Index of the multipart, message or text it stands in; `nil` for the root.
  public let parent: Int?
  /// Indices of the parts in it, in document order.
  public internal(set) var children: [Int]
  /// 0 for the root.
  public let depth: Int
  /// Which of the message's sources `body` lies in.
  let source: Int

  public var isMultipart: Bool { contentType.hasPrefix("multipart/") }

  /// A message in the message, which is its only child.
  public var isMessage: Bool { contentType == "message/rfc822" || contentType == "message/global" }

  public var isText: Bool { contentType.hasPrefix("text/") }

  /// Not shown where it stands: marked so, or named, or no text. Multiparts never are.
  public var isAttachment: Bool {
    !isMultipart && (disposition == "attachment" || fileName != nil || !(isText || isMessage))
  }
}
