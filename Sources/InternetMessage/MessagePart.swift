/// One leaf of the MIME tree: bytes that are shown or attached.
public struct MessagePart: Hashable, Sendable {
  public enum TransferEncoding: Hashable, Sendable {
    case identity
    case base64
    case quotedPrintable
  }

  /// `text/plain` where none is given (RFC 2045 §5.2); in lower case.
  public let type: String
  /// As given, in lower case; empty without one.
  public let charset: String
  /// From Content-Disposition, else from Content-Type; decoded.
  public let fileName: String?
  /// `Content-Disposition: attachment`.
  public let isMarkedAttachment: Bool
  public let transferEncoding: TransferEncoding
  /// The encoded body, without the line end that belongs to the boundary behind it.
  public let body: Range<Int>
  /// How many multiparts and messages it lies in.
  public let depth: Int

  /// Not shown as text where it stands: marked so, or named, or no text.
  public var isAttachment: Bool { isMarkedAttachment || fileName != nil || !type.hasPrefix("text/") }
}
