public import MailTypes

/// What one organisation has decided, at one moment: an immutable value, shared by all evaluations until it is replaced.
public struct PolicySnapshot: Hashable, Sendable, Codable {
  public var organization: String
  /// The authserv-id of Authentication-Results (RFC 8601 §2.5): the name of this gateway.
  public var hostname: String
  /// The policy the decision is attributed to.
  public var policyName: String
  /// Spam probability from which a message is spam (SCL 5).
  public var spamThreshold: Double
  /// Spam probability from which a message is high confidence spam (SCL 9).
  public var highConfidenceSpamThreshold: Double
  /// eop-spec §4.1: `SpamAction`.
  public var spamAction: FilterAction
  /// eop-spec §4.1: `HighConfidenceSpamAction`.
  public var highConfidenceSpamAction: FilterAction
  /// eop-spec §4.1: `QuarantineRetentionPeriod`, 1…30 days.
  public var quarantineRetentionDays: Int
  /// The organization's own domains.
  public var acceptedDomains: Set<DomainName>
  /// ARC sealers whose word overrides a DMARC failure (eop-spec §8.4).
  public var trustedSealers: Set<DomainName>
  public var antiPhish: AntiPhishPolicy
  public var spoofedSenders: SpoofedSenderList
  public var resultsStyle: AuthenticationResults.Style

  /// The values of the default policy (eop-spec §4.1).
  public init(
    organization: String, hostname: String, policyName: String = "Default", spamThreshold: Double = 0.5,
    highConfidenceSpamThreshold: Double = SpamScale.probability(ofScore: 9), spamAction: FilterAction = .moveToJunk,
    highConfidenceSpamAction: FilterAction = .moveToJunk, quarantineRetentionDays: Int = 15,
    acceptedDomains: Set<DomainName> = [], trustedSealers: Set<DomainName> = [],
    antiPhish: AntiPhishPolicy = AntiPhishPolicy(), spoofedSenders: SpoofedSenderList = SpoofedSenderList(),
    resultsStyle: AuthenticationResults.Style = .standard
  ) {
    self.organization = organization
    self.hostname = hostname
    self.policyName = policyName
    self.spamThreshold = spamThreshold
    self.highConfidenceSpamThreshold = highConfidenceSpamThreshold
    self.spamAction = spamAction
    self.highConfidenceSpamAction = highConfidenceSpamAction
    self.quarantineRetentionDays = quarantineRetentionDays
    self.acceptedDomains = acceptedDomains
    self.trustedSealers = trustedSealers
    self.antiPhish = antiPhish
    self.spoofedSenders = spoofedSenders
    self.resultsStyle = resultsStyle
  }
}
