public import MailTypes

/// What SPF says about one identity.
public struct SPFResult: Hashable, Sendable {
  /// As RFC 7208 §2.6 spells them.
  public enum Verdict: String, Hashable, Sendable, CaseIterable, Codable {
    case none, neutral, pass, fail, softfail, temperror, permerror
  }

  public let verdict: Verdict
  /// The domain whose record was asked for; `nil` where the identity has none.
  public let domain: DomainName?
  /// What the domain's owner says to those it does not authorise (RFC 7208 §6.2): untrusted text, US-ASCII without control
  /// characters. Only with `fail`.
  public let explanation: String?
  /// The mechanism that matched, as it stands in the record, qualifier and all.
  public let mechanism: String?
  /// Why there is `temperror` or `permerror`.
  public let reason: SPFError?
  /// What was asked, in order; no question twice.
  public let queries: [DNSQuestion]

  public init(
    _ verdict: Verdict, domain: DomainName?, explanation: String? = nil, mechanism: String? = nil, reason: SPFError? = nil,
    queries: [DNSQuestion] = []
  ) {
    self.verdict = verdict
    self.domain = domain
    self.explanation = explanation
    self.mechanism = mechanism
    self.reason = reason
    self.queries = queries
  }
}
