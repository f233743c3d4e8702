/// A place that a message leads to, or that a mail program loads when the message is shown.
public struct Link: Hashable, Sendable {
  /// Where in the message a link stands.
  public enum Origin: UInt8, CaseIterable, Sendable {
    /// In plain text, or in the visible text of HTML.
    case text
    /// `<a href>`, `<area href>`.
    case anchor
    /// An image, a background, a style's `url()`, a media file, a style sheet: loaded, not followed.
    case resource
    /// The target of a form.
    case form
    /// A frame, an object, a script: another document or program inside this one.
    case embedded
    /// `<meta http-equiv=refresh>`: followed without a click.
    case refresh
    /// In `text/calendar`.
    case calendar
    /// In a picture, as a QR code.
    case code

    /// Whether a reader follows it, knowingly or not; the others are only loaded.
    public var isFollowed: Bool { self != .resource }
  }

  /// As it stands in the message, character references decoded, white space at its ends gone.
  public let text: String
  public let url: WebURL
  /// Where `url` leads as far as its text tells: redirectors unwrapped.
  public let target: WebURL
  public let origin: Origin
  /// What the reader sees of it: the text of the anchor, or of the images in it. `nil` for other origins.
  public internal(set) var anchorText: String?
  /// The reader does not see it.
  public let isHidden: Bool

  public init(
    text: String, url: WebURL, target: WebURL? = nil, origin: Origin, anchorText: String? = nil, isHidden: Bool = false
  ) {
    self.text = text
    self.url = url
    self.target = target ?? url
    self.origin = origin
    self.anchorText = anchorText
    self.isHidden = isHidden
  }
}
