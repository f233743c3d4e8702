public import MailTypes

/// What SPF is asked: whether a client may use an identity (RFC 7208 §4.1).
public struct SPFRequest: Hashable, Sendable {
  /// As Received-SPF names them (RFC 7208 §9.1).
  public enum Identity: String, Hashable, Sendable, Codable {
    /// What the client called itself (RFC 7208 §2.3).
    case helo
    /// The reverse-path, or `postmaster` at the HELO name where that is null (RFC 7208 §2.4).
    case mailFrom = "mailfrom"
  }

  public let client: IPAddress
  /// As it was sent; need not be a domain name.
  public let helo: String
  /// The reverse-path as it was sent, without angle brackets; empty for the null one. Need not be a valid address.
  public let mailFrom: String
  public let identity: Identity
  /// The host that checks; `nil` is shown as `unknown` (RFC 7208 §7.3 `%{r}`).
  public let receiver: String?
  /// For `%{t}`.
  public let now: UTCTime

  public init(
    client: IPAddress, helo: String, mailFrom: String, identity: Identity = .mailFrom, receiver: String? = nil, now: UTCTime
  ) {
    self.client = client
    self.helo = helo
    self.mailFrom = mailFrom
    self.identity = identity
    self.receiver = receiver
    self.now = now
  }

  /// Local-part and domain of the sender (RFC 7208 §4.3: without a local-part, `postmaster` stands for it).
  var sender: (localPart: String, domain: String) {
    guard identity == .mailFrom, !mailFrom.isEmpty else { return ("postmaster", helo) }
    guard let at = mailFrom.utf8.lastIndex(of: UInt8(ascii: "@")) else { return ("postmaster", mailFrom) }
    let localPart = String(mailFrom[..<at])
    return (localPart.isEmpty ? "postmaster" : localPart, String(mailFrom[mailFrom.utf8.index(after: at)...]))
  }
}
