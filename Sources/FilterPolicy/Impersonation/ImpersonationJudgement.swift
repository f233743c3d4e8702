import MailTypes

/// Mail that looks as if it came from somebody who is protected (eop-spec §8.7). Mail of the organization's own domains passes
/// where it is authenticated: who may send there is the organization's to say.
struct ImpersonationJudgement: Sendable {
  let action: FilterAction
  let quarantineTag: String
  let category: ThreatCategory
  let sentence: String

  /// Above not spam; as for a sender that is guessed to be spoofed.
  static let scl = 5

  private init(_ action: FilterAction, _ tag: String, _ category: ThreatCategory, _ sentence: String) {
    self.action = action
    quarantineTag = tag
    self.category = category
    self.sentence = sentence
  }

  /// User impersonation: the name, or nearly the address, of a protected person.
  static func user(
    _ findings: Findings, _ composite: CompositeAuthentication, _ policy: AntiPhishPolicy, _ applied: AppliedPolicies
  ) -> ImpersonationJudgement? {
    let people = applied.targets.people
    guard policy.enabled, !people.isEmpty, let author = Author(findings), !people.has(author.address),
      !(applied.ownDomains.has(author.domain, author.name) && composite.isAuthenticated),
      let found = resemblance(author, people)
    else { return nil }
    return judgement(found, author, composite, policy) {
      ImpersonationJudgement(
        policy.targetedUserProtectionAction, policy.targetedUserQuarantineTag, .userImpersonation, $0)
    }
  }

  private static func resemblance(_ author: Author, _ people: ProtectedPeople) -> String? {
    if let shown = author.shownName, let user = people.user(named: shown) {
      return "\(author.address) sends under the name of \(user.name) (\(user.address)), who is protected"
    }
    return people.user(withAddressLike: author.address).map {
      "\(author.address) looks like \($0.address) of \($0.name), who is protected"
    }
  }

  /// Domain impersonation: a domain that looks like a protected one, or like one of ours.
  static func domain(
    _ findings: Findings, _ composite: CompositeAuthentication, _ policy: AntiPhishPolicy, _ applied: AppliedPolicies
  ) -> ImpersonationJudgement? {
    let (targets, own) = (applied.targets.domains, applied.ownDomains)
    guard policy.enabled, let author = Author(findings), !own.has(author.domain, author.name),
      !targets.has(author.domain, author.name),
      let (domain, how) = targets.imitated(by: author.name)
        ?? (policy.enableOrganizationDomainsProtection ? own.imitated(by: author.name) : nil)
    else { return nil }
    let found = "\(author.domain.unicodeText) looks like \(domain), which is protected: \(how)"
    return judgement(found, author, composite, policy) {
      ImpersonationJudgement(
        policy.targetedDomainProtectionAction, policy.targetedDomainQuarantineTag, .domainImpersonation, $0)
    }
  }

  /// `nil` for an author whom the policy excludes, where nothing speaks against its being that author.
  private static func judgement(
    _ found: String, _ author: Author, _ composite: CompositeAuthentication, _ policy: AntiPhishPolicy,
    _ make: (String) -> ImpersonationJudgement
  ) -> ImpersonationJudgement? {
    guard policy.excludedSenders.contains(author.address) || policy.excludedDomains.contains(author.domain) else {
      return make(found)
    }
    switch composite.reason {
    case .pairAllowed, .notChecked: return nil
    default:
      return composite.isAuthenticated
        ? nil : make("\(found); that the policy excludes it does not count, because nothing proves that it is the sender")
    }
  }

  /// Who the message says it is from.
  private struct Author {
    let address: EmailAddress
    let domain: DomainName
    let name: RegistrableName
    let shownName: String?

    init?(_ findings: Findings) {
      guard let address = findings.entities.from.flatMap({ EmailAddress(policyText: $0) }), let domain = address.domainName,
        let name = RegistrableName(domain)
      else { return nil }
      self.address = address
      self.domain = domain
      self.name = name
      shownName = findings.entities.fromName
    }
  }
}
