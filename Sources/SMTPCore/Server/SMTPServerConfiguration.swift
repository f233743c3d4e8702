public import MailTypes

/// What a session offers: the part of a listener's settings that the protocol sees.
public struct SMTPServerConfiguration: Sendable {
  /// In the banner, in EHLO, and the domain of `postmaster` without one.
  public var hostname: DomainName
  public var isLMTP = false
  public var limits = SMTPServerLimits()
  public var offersTLS = false
  /// AUTH is offered, under TLS only.
  public var offersAuthentication = false
  /// Clients that may use XCLIENT and XFORWARD; nobody else sees or can use them.
  public var xclientNetworks: [IPNetwork] = []
  public var xforwardNetworks: [IPNetwork] = []
  /// Not `nil`: the connection begins with a PROXY header, and comes from one of these, or is closed.
  public var proxyNetworks: [IPNetwork]?

  public init(hostname: DomainName) {
    self.hostname = hostname
  }
}
