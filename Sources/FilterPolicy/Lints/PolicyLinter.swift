public import MailTypes

/// Looks through all that an organization has decided, beside its directory and its domains, for what is likely not meant.
public struct PolicyLinter: Sendable {
  public let policies: OrganizationPolicies
  public let acceptedDomains: Set<DomainName>
  public let recipients: RecipientBook
  public let allowBlock: AllowBlockList
  public let spoofedSenders: [SpoofedSenderList.Entry]
  public let now: UTCTime
  /// Whether names below a domain belong to anybody who registers one: `com`, `co.uk`, `github.io`.
  public let isPublicSuffix: @Sendable (DomainName) -> Bool

  /// Without `isPublicSuffix`, only names of one label count as public suffixes.
  public init(
    policies: OrganizationPolicies, acceptedDomains: Set<DomainName>, recipients: RecipientBook, allowBlock: AllowBlockList,
    spoofedSenders: [SpoofedSenderList.Entry] = [], now: UTCTime,
    isPublicSuffix: @escaping @Sendable (DomainName) -> Bool = { $0.parent == nil }
  ) {
    self.policies = policies
    self.acceptedDomains = acceptedDomains
    self.recipients = recipients
    self.allowBlock = allowBlock
    self.spoofedSenders = spoofedSenders
    self.now = now
    self.isPublicSuffix = isPublicSuffix
  }

  /// Warnings first, each kind in the order of a policy file. Goes through the directory once for each kind of policy.
  public var lints: [PolicyLint] {
    let census = RecipientCensus(recipients)
    let all =
      lints(of: policies.antiSpam, kind: "antiSpam", census) + policies.antiSpam.all("antiSpam").flatMap(senderLints)
      + lints(of: policies.antiPhish, kind: "antiPhish", census) + lints(of: policies.antiMalware, kind: "antiMalware", census)
      + presetLints(census) + clientLints + listLints + spoofLints + valueLints
    return all.filter { $0.severity == .warning } + all.filter { $0.severity == .note }
  }

  /// Whether a domain, or with those below it one of them, is the organization's.
  func isOwn(_ domain: DomainName, withBelow: Bool) -> Bool {
    acceptedDomains.contains { domain.isEqualOrSubdomain(of: $0) || withBelow && $0.isEqualOrSubdomain(of: domain) }
  }
}

extension PolicySet {
  /// Every policy of the set, with where it stands in a file.
  func all(_ kind: String) -> [(path: [String], policy: Policy)] {
    [([kind, "default"], fallback)] + custom.sorted { $0.key < $1.key }.map { ([kind, "custom", $0.key], $0.value) }
  }
}
