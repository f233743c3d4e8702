import MailTypes

/// Whom others could pass for under one anti-phishing policy, arranged to be found.
struct ImpersonationTargets: Sendable {
  let people: ProtectedPeople
  let domains: ProtectedDomains

  init(_ policy: AntiPhishPolicy) {
    people = ProtectedPeople(policy.enableTargetedUserProtection ? policy.targetedUsersToProtect : [])
    domains = ProtectedDomains(policy.enableTargetedDomainsProtection ? policy.targetedDomainsToProtect : [])
  }
}
