public import MailTypes

/// How Martlet behaves as a client of other mail servers. Times are durations, sizes octets.
public struct SMTPClientConfiguration: Sendable {
  /// Said in EHLO and LHLO.
  public var hostname: DomainName
  /// Further names this host has in MX records. Mail for a domain whose best exchanger is one of them, or has one of
  /// `ownAddresses`, would come back here.
  public var ownNames: Set<DomainName>
  public var ownAddresses: Set<IPAddress>
  /// The port of mail exchangers (RFC 5321 §4.5.4.2); another only where a site's network demands it.
  public var exchangerPort: UInt16 = 25
  /// Whether a message declared as 8BITMIME fails, `5.6.3`, where the next hop does not offer that; else it goes as it is.
  public var requiresEightBitMIME = false
  public var timeouts = SMTPClientTimeouts()

  /// Exchangers tried for one message (RFC 5321 §5.1 wants at least two addresses). A domain with hundreds of MX records
  /// must not keep one message busy for hours.
  public var maximumHosts = 5
  /// Addresses tried for one message, of all hosts.
  public var maximumAddresses = 10
  /// Recipients of one transaction; more are sent in several. Every server takes 100 (RFC 5321 §4.5.3.1.8).
  public var maximumRecipients = 100
  /// Transactions on one connection: some servers count, and a worn-out connection hides a changed DNS.
  public var maximumTransactions = 100
  /// Idle connections kept for each next hop: as many as the queue uses at a time by default, or a steady stream of mail
  /// would open new ones all the time.
  public var maximumIdleConnections = 20

  public init(hostname: DomainName, ownNames: Set<DomainName> = [], ownAddresses: Set<IPAddress> = []) {
    self.hostname = hostname
    self.ownNames = ownNames.union([hostname])
    self.ownAddresses = ownAddresses
  }
}
