public import MailTypes

/// What one organisation has decided, at one moment: an immutable value, shared by all evaluations until it is replaced. A
/// change of one part leaves the others as they are.
public struct PolicySnapshot: Sendable {
  public let organization: String
  /// The authserv-id of Authentication-Results (RFC 8601 §2.5): the name of this gateway.
  public let hostname: String
  public var resultsStyle: AuthenticationResults.Style
  /// The organization's own domains.
  public var acceptedDomains: Set<DomainName> { didSet { ownDomains = ProtectedDomains(acceptedDomains) } }
  /// Set whole, so that the arranged forms agree with it.
  public var policies: OrganizationPolicies { didSet { arranged = Arranged(policies) } }
  /// Of `policies`: rises with each change that the organization makes.
  public var revision: Int64
  public var allowBlock: AllowBlockList
  public var spoofedSenders: SpoofedSenderList
  public var mailboxes: MailboxLists
  public var recipients: RecipientBook
  private var arranged: Arranged
  private var ownDomains: ProtectedDomains

  /// The policies as evaluation asks them.
  private struct Arranged: Sendable {
    let antiSpam: ScopedPolicies<AntiSpamPolicy>
    let antiPhish: ScopedPolicies<AntiPhishPolicy>
    let antiMalware: ScopedPolicies<AntiMalwarePolicy>
    let connectionFilter: ConnectionFilter
    /// By the names of anti-phishing policies.
    let targets: [String: ImpersonationTargets]
    /// What anti-phishing policies in force want to be looked for.
    let asksForContacts: Bool
    let asksForBanners: Bool

    init(_ policies: OrganizationPolicies) {
      antiSpam = ScopedPolicies(policies.antiSpam, presets: policies.presets)
      antiPhish = ScopedPolicies(policies.antiPhish, presets: policies.presets)
      antiMalware = ScopedPolicies(policies.antiMalware, presets: policies.presets)
      connectionFilter = ConnectionFilter(policies.connectionFilter)
      var targets = policies.antiPhish.custom.mapValues { ImpersonationTargets($0) }
      targets[PolicySet<AntiPhishPolicy>.fallbackName] = ImpersonationTargets(policies.antiPhish.fallback)
      targets[Presets.standardName] = ImpersonationTargets(AntiPhishPolicy.standard.preset(policies.presets.standard))
      targets[Presets.strictName] = ImpersonationTargets(AntiPhishPolicy.strict.preset(policies.presets.strict))
      self.targets = targets
      let inForce = antiPhish.policies.filter(\.enabled)
      asksForContacts = inForce.contains(where: \.enableFirstContactSafetyTips)
      asksForBanners = inForce.contains { $0.safetyTipBanner != .none || $0.externalTag == .banner }
    }
  }

  /// Without anything said, everything is as the default policies have it.
  public init(
    organization: String, hostname: String, acceptedDomains: Set<DomainName> = [],
    resultsStyle: AuthenticationResults.Style = .standard, policies: OrganizationPolicies = OrganizationPolicies(),
    revision: Int64 = 0, allowBlock: AllowBlockList = AllowBlockList(),
    spoofedSenders: SpoofedSenderList = SpoofedSenderList(), mailboxes: MailboxLists = MailboxLists(),
    recipients: RecipientBook = RecipientBook()
  ) {
    self.organization = organization
    self.hostname = hostname
    self.acceptedDomains = acceptedDomains
    self.resultsStyle = resultsStyle
    self.policies = policies
    self.revision = revision
    self.allowBlock = allowBlock
    self.spoofedSenders = spoofedSenders
    self.mailboxes = mailboxes
    self.recipients = recipients
    arranged = Arranged(policies)
    ownDomains = ProtectedDomains(acceptedDomains)
  }

  public var connectionFilter: ConnectionFilter { arranged.connectionFilter }

  /// A policy wants to know of earlier mail between author and recipient.
  public var asksForContacts: Bool { arranged.asksForContacts }
  /// A policy wants something written into the text of messages.
  public var asksForBanners: Bool { arranged.asksForBanners }

  /// The policies of each kind that are in force for a recipient.
  func applied(to recipient: PolicyRecipient) -> AppliedPolicies {
    let antiPhish = arranged.antiPhish.applied(to: recipient)
    return AppliedPolicies(
      antiSpam: arranged.antiSpam.applied(to: recipient), antiPhish: antiPhish,
      antiMalware: arranged.antiMalware.applied(to: recipient),
      targets: arranged.targets[antiPhish.name] ?? ImpersonationTargets(antiPhish.policy), ownDomains: ownDomains)
  }

  /// What would apply to a recipient, the first in force and the others shadowed: for people who ask.
  public func effective(for address: EmailAddress) -> (
    antiSpam: [ScopedPolicies<AntiSpamPolicy>.Applied], antiPhish: [ScopedPolicies<AntiPhishPolicy>.Applied],
    antiMalware: [ScopedPolicies<AntiMalwarePolicy>.Applied]
  ) {
    let recipient = PolicyRecipient(recipients.resolve(address))
    return (
      arranged.antiSpam.all(for: recipient), arranged.antiPhish.all(for: recipient), arranged.antiMalware.all(for: recipient)
    )
  }
}

/// The policies in force for one recipient.
struct AppliedPolicies: Sendable {
  var antiSpam: ScopedPolicies<AntiSpamPolicy>.Applied
  var antiPhish: ScopedPolicies<AntiPhishPolicy>.Applied
  var antiMalware: ScopedPolicies<AntiMalwarePolicy>.Applied
  /// Whom `antiPhish` protects, and the domains that it protects where it says so.
  let targets: ImpersonationTargets
  let ownDomains: ProtectedDomains
}
