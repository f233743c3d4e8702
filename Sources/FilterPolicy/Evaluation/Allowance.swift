import MailTypes

/// Somebody's word that a message is wanted, and which detections it is stronger than (eop-spec §1.6–1.9).
struct Allowance: Sendable {
  let filteringVerdict: SpamFilteringVerdict
  /// Who says so: `policy Default allows the sender a@example.org`.
  let sentence: String
  /// Why it does not count, where it does not.
  let unmet: String?
  let entry: AllowBlockEntry?
  let isUsers: Bool
  private let covered: Set<Verdict>
  /// A safe domain, unlike a safe address, does not take mail out of quarantine (eop-spec §7.9).
  private let leavesQuarantine: Bool

  private init(
    _ filteringVerdict: SpamFilteringVerdict, _ sentence: String, covers covered: Set<Verdict>, unmet: String? = nil,
    entry: AllowBlockEntry? = nil, isUsers: Bool = false, leavesQuarantine: Bool = false
  ) {
    self.filteringVerdict = filteringVerdict
    self.sentence = sentence
    self.covered = covered
    self.unmet = unmet
    self.entry = entry
    self.isUsers = isUsers
    self.leavesQuarantine = leavesQuarantine
  }

  /// In words, for the explanation.
  var skips: String { Verdict.allCases.filter(covered.contains).map(\.rawValue).joined(separator: ", ") }

  func covers(_ detection: Detection) -> Bool {
    guard unmet == nil, covered.contains(detection.verdict) else { return false }
    if leavesQuarantine, detection.action == .quarantine || detection.action == .reject { return false }
    switch detection.origin {
    case .tenantBlock, .blockedPair: return false
    // The tenant's block stands against the tenant's allowance, not against the recipient's own (eop-spec §1.9, §4.6).
    case .policyBlock, .originBlock, .advancedFilter: return isUsers
    case .content, .dmarcPolicy: return true
    }
  }
}

extension Allowance {
  /// eop-spec §4.6, §7.8: spam, spoof and phish are not looked at; malware and high confidence phish always are (§5.7).
  private static let allOfFiltering: Set<Verdict> = [.phish, .highConfidenceSpam, .spoof, .impersonation, .spam, .bulk]
  /// eop-spec §7.3–7.4: not who sent it, which has entries of its own.
  private static let contentOfSender: Set<Verdict> = [.phish, .highConfidenceSpam, .spam, .bulk]

  /// Of everybody who has a word for the message, the client's first.
  static func all(
    _ lists: ListMatches, _ findings: Findings, _ composite: CompositeAuthentication, _ applied: AppliedPolicies,
    _ snapshot: PolicySnapshot
  ) -> [Allowance] {
    var allowances: [Allowance] = []
    if lists.clientAllow {
      let client = findings.entities.clientAddress
      allowances.append(Allowance(.skippedInternal, "the IP Allow List has the client \(client)", covers: allOfFiltering))
    }
    if lists.isSafeListed {
      allowances.append(Allowance(.skippedInternal, "a list of good senders has the client", covers: allOfFiltering))
    }
    if let sender = lists.policyAllow {
      allowances.append(
        Allowance(
          .policyAllowed, "policy \(applied.antiSpam.name) allows the sender \(sender)", covers: allOfFiltering,
          unmet: unmet(applied.antiSpam.policy, findings, composite, snapshot)))
    }
    allowances += lists.senderAllows.map { entry in
      Allowance(
        .policyAllowed, "the Tenant Allow/Block List allows the sender \(entry.value)",
        covers: entry.ceiling == .phish ? contentOfSender : contentOfSender.union([.highConfidencePhish]),
        unmet: unmet(entry.condition, findings, composite), entry: entry)
    }
    return allowances + users(lists)
  }

  private static func users(_ lists: ListMatches) -> [Allowance] {
    switch lists.mailbox {
    case .trustsAddress(let address):
      [Allowance(.userSafe, "the recipient trusts \(address)", covers: allOfFiltering, isUsers: true)]
    case .trustsDomain(let domain):
      [
        Allowance(
          .userSafe, "the recipient trusts \(domain)", covers: allOfFiltering, isUsers: true, leavesQuarantine: true)
      ]
    default: []
    }
  }

  /// eop-spec §4.6: a sender in a domain of ours has to be authenticated in any case.
  private static func unmet(
    _ policy: AntiSpamPolicy, _ findings: Findings, _ composite: CompositeAuthentication, _ snapshot: PolicySnapshot
  ) -> String? {
    let isOurs = findings.authorDomain.map { $0.withAncestors.contains(where: snapshot.acceptedDomains.contains) } ?? false
    guard policy.allowedSendersMustAuthenticate || isOurs else { return nil }
    return unmet(.authentication, findings, composite)
  }

  private static func unmet(
    _ condition: AllowBlockEntry.Condition, _ findings: Findings, _ composite: CompositeAuthentication
  ) -> String? {
    switch condition {
    case .none: nil
    case .authentication:
      composite.isAuthenticated ? nil : "nothing proves that it comes from \(findings.authorDomain?.text ?? "its author")"
    case .network(let network):
      network.contains(findings.entities.clientAddress)
        ? nil : "the client \(findings.entities.clientAddress) is not in \(network)"
    }
  }
}
