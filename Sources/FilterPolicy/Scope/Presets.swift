public import MailTypes

/// The preset security policies (eop-spec §1.3–1.4): before all custom policies, Strict before Standard; off until somebody
/// turns them on and says for whom.
public struct Presets: Hashable, Sendable, Codable {
  public var standard = Assignment()
  public var strict = Assignment()

  public init() {}

  public struct Assignment: Parameterized {
    public var enabled = false
    /// Without a condition, everybody.
    public var recipients = RecipientFilter()
    /// Whom and what the anti-phishing policy of the preset protects, and who never counts (eop-spec §8.7).
    public var targetedUsersToProtect: Set<ProtectedUser> = []
    public var targetedDomainsToProtect: Set<DomainName> = []
    public var excludedSenders: Set<EmailAddress> = []
    public var excludedDomains: Set<DomainName> = []

    public init() {}

    public static let noun = "preset"

    public static let parameters: [PolicyParameter<Assignment>] =
      [.flag("Enabled", \.enabled)] + RecipientFilter.parameters.map { $0.of(\.recipients) } + [
        .list("TargetedUsersToProtect", \.targetedUsersToProtect, maximum: AntiPhishPolicy.protectedUserLimit),
        .list("TargetedDomainsToProtect", \.targetedDomainsToProtect, maximum: AntiPhishPolicy.protectedDomainLimit),
        .list("ExcludedSenders", \.excludedSenders, maximum: AntiPhishPolicy.exclusionLimit),
        .list("ExcludedDomains", \.excludedDomains, maximum: AntiPhishPolicy.exclusionLimit),
      ]
  }

  public static let standardName = "Standard Preset Security Policy"
  public static let strictName = "Strict Preset Security Policy"
  static let names: Set<String> = [standardName, strictName]
}
