import MailTypes

/// The smallest change that would give another verdict: one signal less where that is enough, else a difference of score.
struct Counterfactual: Sendable {
  let sentence: String?

  init(_ findings: Findings, _ composite: CompositeAuthentication, judgement: Judgement, snapshot: PolicySnapshot) {
    guard judgement.skipped == nil else {
      sentence = nil
      return
    }
    switch judgement.verdict {
    case .spam: sentence = Counterfactual.below(snapshot.spamThreshold, "not be spam", findings)
    case .highConfidenceSpam:
      sentence = Counterfactual.below(snapshot.highConfidenceSpamThreshold, "not be high confidence spam", findings)
    case .spoof:
      let domain = findings.authorDomain?.text ?? "the domain of From"
      sentence = "with SPF or DKIM passing for \(domain) it would be judged by its content alone"
    case .notSpam:
      let couldBeSpoof = SpoofJudgement.dependsOnContent(composite, findings, snapshot: snapshot)
      sentence =
        couldBeSpoof
        ? Counterfactual.above(min(SpoofJudgement.intentThreshold, snapshot.highConfidenceSpamThreshold), "spoof")
        : Counterfactual.above(snapshot.spamThreshold, "spam")
    default: sentence = nil
    }
  }

  private static func below(_ threshold: Double, _ outcome: String, _ findings: Findings) -> String? {
    guard let limit = SpamScale.score(ofProbability: threshold) else { return nil }
    let enough = findings.signals.filter { $0.weight > 0 && findings.spamScore - $0.weight < limit }
    if let smallest = enough.min(by: { $0.weight < $1.weight }) {
      return "without \(smallest.id) (\(Judgement.signedWeight(smallest.weight))) it would \(outcome)"
    }
    return "with a spam score below \(SpamScale.hundredths(limit)) it would \(outcome)"
  }

  private static func above(_ threshold: Double, _ outcome: String) -> String? {
    guard let limit = SpamScale.score(ofProbability: threshold) else { return nil }
    return "with a spam score of \(SpamScale.hundredths(limit)) or more it would be \(outcome)"
  }
}
