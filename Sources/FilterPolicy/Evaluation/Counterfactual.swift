import MailTypes

/// The smallest change that would give another verdict: one signal less where that is enough, else a difference of score.
struct Counterfactual: Sendable {
  let sentence: String?

  init(
    _ findings: Findings, _ composite: CompositeAuthentication, judgement: Judgement, _ applied: AppliedPolicies,
    _ bulk: BulkComplaintLevel
  ) {
    let policy = applied.antiSpam.policy
    guard judgement.skipped == nil, !judgement.isClientBlocked, findings.unscannable == nil else {
      sentence = nil
      return
    }
    guard let decisive = judgement.decisive else {
      let couldBeSpoof = SpoofJudgement.dependsOnContent(composite, findings, applied.antiPhish.policy)
      let intent = SpamScale.score(ofProbability: SpoofJudgement.intentThreshold) ?? policy.spamThreshold
      sentence =
        couldBeSpoof
        ? Counterfactual.above(min(intent, policy.highConfidenceSpamThreshold), "spoof")
        : Counterfactual.above(policy.spamThreshold, "spam")
      return
    }
    sentence = Counterfactual.sentence(without: decisive, findings, policy, bulk)
  }

  private static func sentence(
    without decisive: Detection, _ findings: Findings, _ policy: AntiSpamPolicy, _ bulk: BulkComplaintLevel
  ) -> String? {
    switch decisive.origin {
    case .tenantBlock(let entry): return "without the entry \(entry.id) it would be judged by the rest"
    case .policyBlock: return "without the blocked sender in policy \(decisive.policy) it would be judged by the rest"
    case .blockedPair: return "without the blocked pair it would be judged by the rest"
    case .content, .dmarcPolicy: break
    }
    switch decisive.verdict {
    case .spam: return below(policy.spamThreshold, "not be spam", findings)
    case .highConfidenceSpam: return below(policy.highConfidenceSpamThreshold, "not be high confidence spam", findings)
    case .spoof:
      let domain = findings.authorDomain?.text ?? "the domain of From"
      return "with SPF or DKIM passing for \(domain) it would be judged by its content alone"
    case .impersonation:
      return "with the sender excluded in policy \(decisive.policy), and authenticated, it would be judged by the rest"
    case .bulk: return "with a bulk threshold above \(bulk.level) it would not be bulk"
    default: return nil
    }
  }

  private static func below(_ limit: Double, _ outcome: String, _ findings: Findings) -> String {
    let enough = findings.signals.filter { $0.weight > 0 && findings.spamScore - $0.weight < limit }
    if let smallest = enough.min(by: { $0.weight < $1.weight }) {
      return "without \(smallest.id) (\(Judgement.signedWeight(smallest.weight))) it would \(outcome)"
    }
    return "with a spam score below \(SpamScale.hundredths(limit)) it would \(outcome)"
  }

  private static func above(_ limit: Double, _ outcome: String) -> String {
    "with a spam score of \(SpamScale.hundredths(limit)) or more it would be \(outcome)"
  }
}
