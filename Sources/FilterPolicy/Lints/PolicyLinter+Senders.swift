import MailTypes

extension PolicyLinter {
  /// What one anti-spam policy lets past the filter by sender (eop-spec §7.2; §14.3, checks 109 and 118).
  func senderLints(_ path: [String], _ policy: AntiSpamPolicy) -> [PolicyLint] {
    let key = path + ["allowedSenderDomains"]
    let domains = policy.allowedSenderDomains.sorted().compactMap { domain in
      wideness(of: domain, withBelow: true).map { PolicyLint.warning(key, $0) }
    }
    return domains + proofLints(path, policy) + conflictLints(path, policy)
  }

  /// Why a domain is too wide to be allowed; `nil` where it is not.
  func wideness(of domain: DomainName, withBelow: Bool) -> String? {
    if isPublicSuffix(domain), withBelow {
      return "\(domain) is a public suffix: everybody who registers a name below it is allowed; name the domains that are meant"
    }
    if FreeMailDomains.contains(domain) {
      return "\(domain) gives an address to everybody, and all of them are allowed; allow the single addresses that are meant"
    }
    if isOwn(domain, withBelow: withBelow) {
      return "\(domain) is a domain of this organization: its mail is allowed even from a stolen account; remove it"
    }
    return nil
  }

  private func proofLints(_ path: [String], _ policy: AntiSpamPolicy) -> [PolicyLint] {
    let count = policy.allowedSenders.count + policy.allowedSenderDomains.count
    guard count > 0, !policy.allowedSendersMustAuthenticate else { return [] }
    return [
      .warning(
        path + ["allowedSendersMustAuthenticate"],
        "is off: whoever forges one of the \(count) allowed senders is allowed too; turn it on")
    ]
  }

  /// A block wins (eop-spec §4.6), also that of the domain over an allowed address in it.
  private func conflictLints(_ path: [String], _ policy: AntiSpamPolicy) -> [PolicyLint] {
    func conflict(_ key: String, _ entry: String, _ block: String) -> PolicyLint {
      .note(path + [key], "\(entry) does nothing: \(block) is blocked in the same policy, and a block wins; remove one")
    }
    let addresses = policy.allowedSenders.sorted { $0.key < $1.key }.compactMap { address in
      SenderIdentity(address).entry(in: policy.blockedSenders, policy.blockedSenderDomains).map {
        conflict("allowedSenders", "\(address)", $0)
      }
    }
    let domains = policy.allowedSenderDomains.sorted().compactMap { domain in
      domain.withAncestors.first(where: policy.blockedSenderDomains.contains).map {
        conflict("allowedSenderDomains", "\(domain)", "\($0)")
      }
    }
    return addresses + domains
  }
}
