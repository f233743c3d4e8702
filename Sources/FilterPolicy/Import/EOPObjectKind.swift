/// What an exported object is, by the cmdlet it comes from without its `Get-`.
enum EOPObjectKind: String, CaseIterable, Sendable {
  // In the order in which they are read: what others name comes first.
  case quarantinePolicy = "QuarantinePolicy"
  case connectionFilterPolicy = "HostedConnectionFilterPolicy"
  case contentFilterPolicy = "HostedContentFilterPolicy"
  case antiPhishPolicy = "AntiPhishPolicy"
  case malwareFilterPolicy = "MalwareFilterPolicy"
  case contentFilterRule = "HostedContentFilterRule"
  case antiPhishRule = "AntiPhishRule"
  case malwareFilterRule = "MalwareFilterRule"
  case presetRule = "EOPProtectionPolicyRule"
  case allowBlockItem = "TenantAllowBlockListItem"
  case spoofItem = "TenantAllowBlockListSpoofItem"
  case outboundPolicy = "HostedOutboundSpamFilterPolicy"
  case outboundRule = "HostedOutboundSpamFilterRule"
  case defenderRule = "ATPProtectionPolicyRule"

  /// The kinds that an object with these properties can be; nothing is taken that could be two.
  static func possible(_ properties: Set<String>) -> [EOPObjectKind] {
    allCases.filter { $0.marks.fit(properties) }
  }

  /// Properties that tell a kind.
  private struct Marks {
    /// One of these is enough.
    var any: Set<String> = []
    /// Or all of these.
    var all: Set<String> = []
    /// And none of these.
    var none: Set<String> = []

    func fit(_ properties: Set<String>) -> Bool {
      guard properties.isDisjoint(with: none) else { return false }
      return !properties.isDisjoint(with: any) || !all.isEmpty && all.isSubset(of: properties)
    }
  }

  /// A rule names the policy it is for; the rules of the presets name several.
  private static func rule(for policy: EOPObjectKind) -> Marks {
    let others = [contentFilterPolicy, antiPhishPolicy, malwareFilterPolicy].filter { $0 != policy }.map(\.rawValue)
    return Marks(all: [policy.rawValue], none: Set(others + ["SafeLinksPolicy", "SafeAttachmentPolicy"]))
  }

  private var marks: Marks {
    switch self {
    case .quarantinePolicy:
      Marks(any: ["EndUserQuarantinePermissions", "EndUserQuarantinePermissionsValue", "ESNEnabled", "QuarantinePolicyType"])
    case .connectionFilterPolicy: Marks(any: ["IPAllowList", "IPBlockList", "EnableSafeList"])
    case .contentFilterPolicy:
      Marks(any: [
        "SpamAction", "HighConfidenceSpamAction", "PhishSpamAction", "HighConfidencePhishAction", "BulkSpamAction",
        "BulkThreshold", "MarkAsSpamBulkMail", "SpamZapEnabled", "IntraOrgFilterState", "AllowedSenderDomains",
      ])
    case .antiPhishPolicy:
      Marks(any: [
        "EnableSpoofIntelligence", "AuthenticationFailAction", "HonorDmarcPolicy", "PhishThresholdLevel",
        "EnableTargetedUserProtection", "EnableMailboxIntelligence", "EnableFirstContactSafetyTips",
      ])
    case .malwareFilterPolicy:
      Marks(any: ["EnableFileFilter", "FileTypes", "FileTypeAction", "EnableInternalSenderAdminNotifications"])
    case .contentFilterRule: EOPObjectKind.rule(for: .contentFilterPolicy)
    case .antiPhishRule: EOPObjectKind.rule(for: .antiPhishPolicy)
    case .malwareFilterRule: EOPObjectKind.rule(for: .malwareFilterPolicy)
    case .presetRule: Marks(all: ["HostedContentFilterPolicy", "MalwareFilterPolicy"])
    case .defenderRule: Marks(any: ["SafeLinksPolicy", "SafeAttachmentPolicy"])
    case .allowBlockItem: Marks(all: ["Action", "Value"])
    case .spoofItem: Marks(all: ["SpoofedUser", "SendingInfrastructure"])
    case .outboundPolicy:
      Marks(any: [
        "RecipientLimitExternalPerHour", "RecipientLimitInternalPerHour", "RecipientLimitPerDay",
        "ActionWhenThresholdReached", "AutoForwardingMode", "BccSuspiciousOutboundMail",
      ])
    case .outboundRule: Marks(all: ["HostedOutboundSpamFilterPolicy"])
    }
  }
}
