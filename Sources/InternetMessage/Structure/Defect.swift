/// Something in a message that is not as the standards have it. Reading goes on all the same; what senders of honest mail do
/// not do becomes a signal.
public struct Defect: Hashable, Sendable {
  /// What was wrong. The raw value is a stable name for JSON and explanations.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    // Headers.
    /// A line that is no field stands where an empty line should: the body begins with it.
    case missingSeparator
    /// The message ends inside the header.
    case endsInHeader
    /// An mbox `From ` line, or another that is no field, stands before the first field.
    case envelopeLine
    /// White space before a colon (RFC 5322 §4.5.8).
    case spaceBeforeColon
    /// More fields than `HeaderBlock.fieldLimit`, or than `Message.fieldLimit` in all parts together.
    case tooManyFields
    /// The header is longer than `HeaderBlock.sizeLimit`.
    case headerTooLong
    /// A header field has octets above 127; lawful in RFC 6532 only.
    case eightBit
    /// A line is longer than `Message.lineLimit`.
    case lineTooLong
    /// A header, or a text that is not in UTF-16, holds NUL octets (RFC 5322 §2.2, §2.3; RFC 2045 §2.7, §2.8).
    case nulOctet

    // Structure.
    /// A multipart ends without its closing boundary.
    case missingEnd
    /// A multipart names no boundary that can be used.
    case missingBoundary
    /// No line of a multipart is its boundary.
    case boundaryNotFound
    /// More multiparts and messages inside each other than `Message.depthLimit`.
    case tooDeep
    /// More parts than `Message.partLimit`.
    case tooManyParts
    /// Content-Type is no type and subtype.
    case invalidContentType
    /// A field of which there may be one stands twice, and says two things.
    case repeatedContentField

    // Encodings.
    /// Content-Transfer-Encoding names none that is known.
    case unknownTransferEncoding
    /// A multipart is said to be encoded, which RFC 2045 §6.4 forbids.
    case encodedMultipart
    /// A message is encoded, which RFC 2046 §5.2.1 forbids.
    case encodedMessage
    /// A character set that is not known.
    case unknownCharset
  }

  public let kind: Kind
  /// Index of the part in `Message.parts`.
  public let part: Int

  public init(_ kind: Kind, part: Int) {
    self.kind = kind
    self.part = part
  }
}
