import MailTypes

/// How a list is, as `martlet status` shows it.
public struct BlocklistState: Hashable, Sendable, Codable {
  public var name: String
  public var zone: String
  public var kind: Blocklist.Kind
  /// It is asked about messages.
  public var isUsed: Bool
  /// Why it is not; `nil` where it is.
  public var cause: String?

  public init(_ list: Blocklist, cause: String?) {
    name = list.name
    zone = list.zone.text
    kind = list.kind
    isUsed = cause == nil
    self.cause = cause
  }
}
