/// Something in a message that the advanced spam filter can be asked to mind (eop-spec §3.4). Whether anybody does is the
/// policy's business.
public struct MessageTrait: Hashable, Sendable, Codable {
  /// As a browser reads the message, not as its source spells it: what is commented out or escaped is not there.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A link to a name below `.biz` or `.info`.
    case bizOrInfoLink
    /// An image that would be fetched from elsewhere.
    case imageLink
    /// A link to an address in numbers, in any notation browsers take.
    case numericLink
    /// A link to a port other than 80, 8080 and 443.
    case otherPort
    /// No subject, no text, no attachment.
    case empty
    /// JavaScript or VBScript: an element, an event handler, an address that is a script.
    case script
    case object
    /// `frame` or `iframe`.
    case frame
    case embed
    case form
    /// A picture to be fetched that nobody could see: 1 × 1, or hidden.
    case webBug
    /// A word of the lists of sensitive words, which is the detail.
    case sensitiveWord
    /// A report that mail could not be delivered; the detail is the Message-ID of what is returned, where there is one.
    case bounce
  }

  public var kind: Kind
  /// The first of its kind in the message, shortened: a link, a tag, a word.
  public var detail: String?

  public init(_ kind: Kind, _ detail: String? = nil) {
    self.kind = kind
    self.detail = detail
  }

  /// Octets of a detail.
  public static let detailLimit = 120
  /// Words of one message that are noted; more say no more.
  public static let wordLimit = 32
}
