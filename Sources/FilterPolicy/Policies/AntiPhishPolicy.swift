public import MailTypes

/// What is done with mail that does not come from whom it says (eop-spec §8.2), and with mail that only looks as if it came
/// from somebody who is protected (§8.7).
public struct AntiPhishPolicy: FilteringPolicy {
  public var adminDisplayName = ""
  /// A policy that is off finds nothing; that it is the first that fits stands all the same (eop-spec §1.3).
  public var enabled = true
  /// Implicit failures count.
  public var enableSpoofIntelligence = true
  public var authenticationFailAction = FilterAction.moveToJunk
  public var spoofQuarantineTag = QuarantinePolicy.fullAccess
  /// The owner's policy decides where it is explicit.
  public var honorDmarcPolicy = true
  public var dmarcQuarantineAction = FilterAction.quarantine
  public var dmarcRejectAction = FilterAction.reject
  /// Mail that nothing speaks for is marked.
  public var enableUnauthenticatedSender = true
  /// Mail that another domain sent for the author's is marked.
  public var enableViaTag = true
  public var enableFirstContactSafetyTips = false
  /// Readers are told of what only looks like a protected person or domain, whatever is done about it.
  public var enableSimilarUsersSafetyTips = false
  public var enableSimilarDomainsSafetyTips = false
  /// Readers are told of letters of another script in the author's address.
  public var enableUnusualCharactersSafetyTips = false
  /// Safety tips are written into the text of the message, and not only into its header.
  public var safetyTipBanner = SafetyTipBanner.none
  /// What comes from outside the organization is marked, and where.
  public var externalTag = ExternalTag.none
  public var externalTagText = "[EXTERNAL]"

  /// Nobody but these addresses sends under the names of these people.
  public var enableTargetedUserProtection = false
  public var targetedUsersToProtect: Set<ProtectedUser> = []
  public var targetedUserProtectionAction = FilterAction.noAction
  public var targetedUserQuarantineTag = QuarantinePolicy.fullAccess
  /// The organization's own domains are protected.
  public var enableOrganizationDomainsProtection = false
  public var enableTargetedDomainsProtection = false
  public var targetedDomainsToProtect: Set<DomainName> = []
  public var targetedDomainProtectionAction = FilterAction.noAction
  public var targetedDomainQuarantineTag = QuarantinePolicy.fullAccess
  /// Who is never held to impersonate; domains below an excluded one are not meant.
  public var excludedSenders: Set<EmailAddress> = []
  public var excludedDomains: Set<DomainName> = []

  public init() {}

  /// Where safety tips stand in a message.
  public enum SafetyTipBanner: String, PolicyChoice {
    case none, top
  }

  /// Where mail from outside is marked.
  public enum ExternalTag: String, PolicyChoice {
    case none, header, subject, banner
  }

  public static let noun = "anti-phishing policy"

  /// eop-spec §8.7.
  public static let protectedUserLimit = 350
  public static let protectedDomainLimit = 50
  public static let exclusionLimit = 1024

  public static let standard: AntiPhishPolicy = {
    var policy = AntiPhishPolicy()
    policy.enableFirstContactSafetyTips = true
    policy.enableSimilarUsersSafetyTips = true
    policy.enableSimilarDomainsSafetyTips = true
    policy.enableUnusualCharactersSafetyTips = true
    policy.enableTargetedUserProtection = true
    policy.targetedUserProtectionAction = .quarantine
    policy.enableOrganizationDomainsProtection = true
    policy.enableTargetedDomainsProtection = true
    policy.targetedDomainProtectionAction = .quarantine
    return policy
  }()

  public static let strict: AntiPhishPolicy = {
    var policy = standard
    policy.authenticationFailAction = .quarantine
    policy.spoofQuarantineTag = QuarantinePolicy.fullAccessWithNotification
    return policy
  }()

  public func preset(_ assignment: Presets.Assignment) -> AntiPhishPolicy {
    var policy = self
    policy.targetedUsersToProtect = assignment.targetedUsersToProtect
    policy.targetedDomainsToProtect = assignment.targetedDomainsToProtect
    policy.excludedSenders = assignment.excludedSenders
    policy.excludedDomains = assignment.excludedDomains
    return policy
  }

  private static let impersonationActions: [FilterAction] = [.noAction, .moveToJunk, .quarantine, .delete]

  public static let parameters: [PolicyParameter<AntiPhishPolicy>] = [
    .text("AdminDisplayName", \.adminDisplayName, maximum: 256),
    .flag("Enabled", \.enabled),
    .flag("EnableSpoofIntelligence", \.enableSpoofIntelligence),
    .choice("AuthenticationFailAction", \.authenticationFailAction, [.moveToJunk, .quarantine]),
    .text("SpoofQuarantineTag", \.spoofQuarantineTag, maximum: 64),
    .flag("HonorDmarcPolicy", \.honorDmarcPolicy),
    .choice("DmarcQuarantineAction", \.dmarcQuarantineAction, [.moveToJunk, .quarantine]),
    .choice("DmarcRejectAction", \.dmarcRejectAction, [.quarantine, .reject]),
    .flag("EnableUnauthenticatedSender", \.enableUnauthenticatedSender),
    .flag("EnableViaTag", \.enableViaTag),
    .flag("EnableFirstContactSafetyTips", \.enableFirstContactSafetyTips),
    .flag("EnableSimilarUsersSafetyTips", \.enableSimilarUsersSafetyTips),
    .flag("EnableSimilarDomainsSafetyTips", \.enableSimilarDomainsSafetyTips),
    .flag("EnableUnusualCharactersSafetyTips", \.enableUnusualCharactersSafetyTips),
    .choice("SafetyTipBanner", \.safetyTipBanner),
    .choice("ExternalTag", \.externalTag),
    .text("ExternalTagText", \.externalTagText, maximum: 64) {
      PolicyText.trimmed($0).isEmpty ? "an empty tag marks nothing; externalTag none says that" : nil
    },
    .flag("EnableTargetedUserProtection", \.enableTargetedUserProtection),
    .list("TargetedUsersToProtect", \.targetedUsersToProtect, maximum: protectedUserLimit),
    .choice("TargetedUserProtectionAction", \.targetedUserProtectionAction, impersonationActions),
    .text("TargetedUserQuarantineTag", \.targetedUserQuarantineTag, maximum: 64),
    .flag("EnableOrganizationDomainsProtection", \.enableOrganizationDomainsProtection),
    .flag("EnableTargetedDomainsProtection", \.enableTargetedDomainsProtection),
    .list("TargetedDomainsToProtect", \.targetedDomainsToProtect, maximum: protectedDomainLimit),
    .choice("TargetedDomainProtectionAction", \.targetedDomainProtectionAction, impersonationActions),
    .text("TargetedDomainQuarantineTag", \.targetedDomainQuarantineTag, maximum: 64),
    .list("ExcludedSenders", \.excludedSenders, maximum: exclusionLimit),
    .list("ExcludedDomains", \.excludedDomains, maximum: exclusionLimit),
  ]
}

/// A person whose name others may not send under, written as in Exchange: `Ada Lovelace;ada@example.org`.
public struct ProtectedUser: PolicyListItem {
  public let name: String
  /// In lower case.
  public let address: EmailAddress

  public init?(policyText: String) {
    guard let separator = policyText.lastIndex(of: ";") else { return nil }
    let name = PolicyText.trimmed(policyText[..<separator])
    let text = PolicyText.trimmed(policyText[policyText.index(after: separator)...])
    guard !name.isEmpty, name.unicodeScalars.count <= 256, let address = EmailAddress(policyText: text) else { return nil }
    self.name = name
    self.address = address
  }

  public var policyText: String { "\(name);\(address)" }
  public static var separators: Set<Character> { [","] }
  public static var noun: String { "name and address, as Ada Lovelace;ada@example.org" }
}
