public import MailTypes
public import NIOCore
public import SMTPCore

/// What one listening socket offers and allows.
public struct SMTPListenerConfiguration: Sendable {
  /// As `ClientFacts.listener` and the log name it.
  public var name: String
  /// In the banner, in EHLO, and the domain of `postmaster` without one.
  public var hostname: DomainName
  public var isLMTP = false
  public var limits = SMTPServerLimits()
  /// AUTH is offered, under TLS only.
  public var offersAuthentication = false
  /// Clients that may use XCLIENT and XFORWARD; nobody else sees or can use them.
  public var xclientNetworks: [IPNetwork] = []
  public var xforwardNetworks: [IPNetwork] = []
  /// Not `nil`: every connection begins with a PROXY header, and comes from one of these, or is closed.
  public var proxyNetworks: [IPNetwork]?

  /// Connections at one time on this listener, then `421 4.3.2`.
  public var maximumConnections = 2000
  /// Connections at one time of one client (IPv6: one /64), then `421 4.7.0`.
  public var maximumConnectionsPerClient = 50
  /// How long the banner waits, to see who talks before it. Zero sends it at once.
  public var bannerDelay = TimeAmount.zero
  /// Silence between two commands (RFC 5321 §4.5.3.2.7: at least 5 minutes).
  public var idleTimeout = TimeAmount.minutes(5)
  /// From `354` to the end of the message.
  public var dataTimeout = TimeAmount.minutes(30)
  /// A whole connection.
  public var sessionTimeout = TimeAmount.hours(2)

  public init(name: String, hostname: DomainName) {
    self.name = name
    self.hostname = hostname
  }
}
