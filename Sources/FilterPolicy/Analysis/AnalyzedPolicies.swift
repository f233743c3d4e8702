/// What becomes of a message, the least protective first. Redirected mail is read by somebody, unmarked, which junk is not.
private let actions = ParameterStrength.ranked([
  ["deliver", "noAction"], ["addXHeader"], ["modifySubject"], ["redirect"], ["moveToJunk"], ["quarantine"],
  ["delete", "reject"],
])

extension AntiSpamPolicy: AnalyzedPolicy {
  /// eop-spec §4.1 and §14.2; the last five are Martlet's own.
  static let strengths: [String: ParameterStrength] = {
    var strengths: [String: ParameterStrength] = [
      "SpamAction": actions, "HighConfidenceSpamAction": actions, "PhishSpamAction": actions,
      "HighConfidencePhishAction": actions, "BulkSpamAction": actions,
      "SpamQuarantineTag": .quarantineTag, "HighConfidenceSpamQuarantineTag": .quarantineTag,
      "PhishQuarantineTag": .quarantineTag, "HighConfidencePhishQuarantineTag": .quarantineTag,
      "BulkQuarantineTag": .quarantineTag,
      "QuarantineRetentionPeriod": .higher, "BulkThreshold": .lower,
      "MarkAsSpamBulkMail": .ranked([["off"], ["test"], ["on"]]),
      "AllowedSenders": .fewer, "AllowedSenderDomains": .fewer,
      "EnableLanguageBlockList": .on, "EnableRegionBlockList": .on,
      "IntraOrgFilterState": .ranked([
        // eop-spec §5.3: the first two of the second level mean one thing.
        ["disabled"], ["default", "highConfidencePhish"], ["phish"], ["highConfidenceSpam"], ["spam"],
      ]),
      "InlineSafetyTipsEnabled": .on, "PhishZapEnabled": .on, "SpamZapEnabled": .on, "TestModeAction": .exact,
      "SpamThreshold": .lower, "HighConfidenceSpamThreshold": .lower, "PhishThreshold": .lower,
      "HighConfidencePhishThreshold": .lower, "AllowedSendersMustAuthenticate": .on,
    ]
    // The advanced filters find more and are often wrong: off is recommended, and on is not held against anybody.
    for name in parameters.map(\.name) where strengths[name] == nil && isAdvancedFilter(name) { strengths[name] = .exact }
    return strengths
  }()

  private static func isAdvancedFilter(_ name: String) -> Bool {
    name.hasPrefix("IncreaseScoreWith") || name.hasPrefix("MarkAsSpam")
  }
}

extension AntiPhishPolicy: AnalyzedPolicy {
  /// eop-spec §8.2 and §8.7.
  static let strengths: [String: ParameterStrength] = [
    "Enabled": .on, "EnableSpoofIntelligence": .on, "AuthenticationFailAction": actions, "SpoofQuarantineTag": .quarantineTag,
    "HonorDmarcPolicy": .on, "DmarcQuarantineAction": actions, "DmarcRejectAction": actions,
    "EnableUnauthenticatedSender": .on, "EnableViaTag": .on, "EnableFirstContactSafetyTips": .on,
    "EnableSimilarUsersSafetyTips": .on, "EnableSimilarDomainsSafetyTips": .on, "EnableUnusualCharactersSafetyTips": .on,
    "EnableTargetedUserProtection": .on, "TargetedUserProtectionAction": actions,
    "TargetedUserQuarantineTag": .quarantineTag, "EnableOrganizationDomainsProtection": .on,
    "EnableTargetedDomainsProtection": .on, "TargetedDomainProtectionAction": actions,
    "TargetedDomainQuarantineTag": .quarantineTag, "ExcludedSenders": .fewer, "ExcludedDomains": .fewer,
  ]
}

extension AntiMalwarePolicy: AnalyzedPolicy {
  /// eop-spec §8.8.
  static let strengths: [String: ParameterStrength] = [
    "EnableFileFilter": .on, "FileTypes": .more, "FileTypeAction": actions, "ZapEnabled": .on,
    "QuarantineTag": .quarantineTag, "EnableInternalSenderAdminNotifications": .exact,
    "EnableExternalSenderAdminNotifications": .exact, "CustomNotifications": .exact,
  ]
}

extension ConnectionFilterPolicy: AnalyzedPolicy {
  static let recommendedStandard = ConnectionFilterPolicy()
  static let recommendedStrict = ConnectionFilterPolicy()
  /// eop-spec §14.3, check 114, and §14.4, MS.SECURITYSUITE.8: nobody is trusted by address alone, nor because others do.
  static let strengths: [String: ParameterStrength] = ["IPAllowList": .fewer, "EnableSafeList": .off]
}
