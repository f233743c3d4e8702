/// What in a page does something, or is fetched, rather than being read: the first of each kind. As a browser takes the page: what
/// stands in comments, in raw text or in a template is not there.
public struct HTMLActiveContent: Sendable {
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// An element, an event handler, an address that is a script.
    case script
    case object, embed, form
    /// `iframe`, or `frame` in a set of them.
    case frame
    /// A picture that is fetched from elsewhere, also as a background.
    case remoteImage
    /// A picture that is fetched and that nobody can see.
    case webBug
  }

  /// Octets kept of what a kind was found as.
  public static let detailLimit = 240

  /// What each kind was found as: a tag, an attribute, an address.
  public private(set) var details: [Kind: [UInt8]] = [:]
  private var found: UInt8 = 0

  public init() {}

  /// `detail` is asked for the first time only.
  mutating func note(_ kind: Kind, _ detail: @autoclosure () -> [UInt8]) {
    let mark: UInt8 = 1 << kind.rawValue
    guard found & mark == 0 else { return }
    found |= mark
    details[kind] = Array(detail().prefix(HTMLActiveContent.detailLimit))
  }

  /// Adds what another page has.
  mutating func add(_ other: HTMLActiveContent) {
    for (kind, detail) in other.details { note(kind, detail) }
  }
}
