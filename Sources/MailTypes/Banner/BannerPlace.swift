/// Where in a message a banner can stand, and how it is to be written there. The scan finds it; whoever writes the banner needs
/// to read nothing of the message.
public struct BannerPlace: Hashable, Sendable, Codable {
  /// How the text around it is written down.
  public enum Encoding: String, Hashable, Sendable, Codable {
    /// 7bit, 8bit or binary.
    case identity
    case quotedPrintable
    case base64
  }

  /// In the bytes of the message. Empty, but for base64 where the place is inside a group of four characters.
  public let range: Range<Int>
  public let isHTML: Bool
  public let encoding: Encoding
  /// The text is UTF-8 and may hold octets above 127; without, the banner is written in ASCII.
  public let holdsUTF8: Bool
  /// A line of the message begins here.
  public let startsLine: Bool
  /// The octets that `range` holds before the place, and behind it: at most two each.
  public let before: [UInt8]
  public let after: [UInt8]

  public init(
    range: Range<Int>, isHTML: Bool, encoding: Encoding, holdsUTF8: Bool, startsLine: Bool, before: [UInt8] = [],
    after: [UInt8] = []
  ) {
    self.range = range
    self.isHTML = isHTML
    self.encoding = encoding
    self.holdsUTF8 = holdsUTF8
    self.startsLine = startsLine
    self.before = before
    self.after = after
  }
}
