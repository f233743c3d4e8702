/// What is known of exported properties that no parameter has.
enum EOPKnownProperties {
  /// Bookkeeping of Exchange, and texts that repeat what other properties say.
  private static let bookkeeping = Set(
    """
    AdminDisplayVersion Conditions Description DirectoryObjectVersion DistinguishedName ExchangeObjectId ExchangeVersion \
    Exceptions Guid Id Identity ImmutableId IsBuiltInProtection IsDefault IsPolicyOverrideApplied IsValid Name ObjectCategory \
    ObjectClass ObjectState OrganizationId OrganizationalUnitRoot OriginatingServer PSComputerName PSShowComputerName \
    RecommendedPolicyType RuleVersion RunspaceId WhenChanged WhenChangedUTC WhenCreated WhenCreatedUTC
    """.split(separator: " ").map(String.init))

  /// eop-spec §4.1: deprecated, and ignored by Exchange itself.
  private static let ignoredByExchange = Set(
    """
    DownloadLink EnableEndUserSpamNotifications EndUserSpamNotificationCustomFromAddress EndUserSpamNotificationCustomFromName \
    EndUserSpamNotificationCustomSubject EndUserSpamNotificationFrequency EndUserSpamNotificationLanguage \
    EndUserSpamNotificationLimit
    """.split(separator: " ").map(String.init))

  /// Settings without counterpart, each with the values that do nothing: with one of those, nothing is lost.
  private static let without: [EOPObjectKind: [String: [ImportedValue]]] = [
    .contentFilterPolicy: ["FalsePositiveAdditionalRecipients": [], "ZapEnabled": [.flag(true)]],
    .connectionFilterPolicy: ["DirectoryBasedEdgeBlockMode": [.text("Default")]],
    .antiPhishPolicy: [
      "PhishThresholdLevel": [.integer(1)],
      // Learns, and does nothing without EnableMailboxIntelligenceProtection.
      "EnableMailboxIntelligence": [.flag(true), .flag(false)],
      "EnableMailboxIntelligenceProtection": [.flag(false)], "MailboxIntelligenceProtectionAction": [.text("NoAction")],
      "MailboxIntelligenceQuarantineTag": [.text(QuarantinePolicy.fullAccess)],
      "MailboxIntelligenceProtectionActionRecipients": [], "TargetedUserActionRecipients": [],
      "TargetedDomainActionRecipients": [],
      "EnableSuspiciousSafetyTip": [.flag(false)], "ImpersonationProtectionState": [.text("Manual"), .text("Off")],
      "PolicyTag": [],
    ],
    .malwareFilterPolicy: [
      "EnableInternalSenderNotifications": [.flag(false)], "EnableExternalSenderNotifications": [.flag(false)],
      "CustomAlertText": [], "BypassInboundMessages": [.flag(false)], "BypassOutboundMessages": [.flag(false)],
    ],
    .quarantinePolicy: [
      "AdminDisplayName": [], "AdminNotificationsEnabled": [.flag(false)], "AdminQuarantinePermissionsList": [],
      "CustomDisclaimer": [], "MultiLanguageCustomDisclaimer": [], "MultiLanguageSenderName": [], "MultiLanguageSetting": [],
      "EsnCustomSubject": [], "EndUserSpamNotificationCustomFromAddress": [], "OrganizationBrandingEnabled": [.flag(false)],
    ],
  ]

  /// Whether nothing has to be said of a property.
  static func isSilent(_ name: String, of kind: EOPObjectKind) -> Bool {
    // The REST interface says of which type a property is: `AllowedSenders@odata.type`.
    bookkeeping.contains(name) || name.hasSuffix("@odata.type") || name.hasSuffix("@data.type")
      || kind == .contentFilterPolicy && ignoredByExchange.contains(name)
  }

  /// The values that do nothing of a property without counterpart; `nil` for a property that is not known.
  static func idleValues(_ name: String, of kind: EOPObjectKind) -> [ImportedValue]? { without[kind]?[name] }
}
