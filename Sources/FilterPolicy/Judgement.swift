/// The verdict on a message, before any policy action: the filtering stack of eop-spec §1.1–1.2, as far as it exists.
struct Judgement: Sendable {
  let verdict: Verdict
  let skipped: String?
  /// Derived from the verdict (eop-spec §3.1): −1 skipped, 1 not spam, 5 spam, 9 high confidence spam.
  let scl: Int
  let category: ThreatCategory
  let filteringVerdict: SpamFilteringVerdict?
  let because: [String]

  init(
    _ findings: Findings, composite: CompositeAuthentication, spoof: SpoofJudgement?, context: EvaluationContext,
    snapshot: PolicySnapshot
  ) {
    if let reason = findings.unscannable {
      self.init(.unscannable, scl: 5, category: .none, sfv: nil, because: ["the message could not be scanned: \(reason)"])
      return
    }
    let score = Judgement.scoreParts(findings)
    if context.direction == .internal {
      // eop-spec §2.4, SKI: mail inside the organisation is not filtered as spam.
      self.init(
        .notSpam, skipped: "internal mail", scl: -1, category: .none, sfv: .skippedInternal,
        because: score + ["mail inside the organisation is not filtered: SCL -1"])
      return
    }
    let isOutbound = context.direction == .outbound
    let parts = isOutbound ? score : score + [composite.sentence(findings.authentication)]
    let probability = findings.probabilities.spam
    let figures = "spam probability \(Judgement.percent(probability))"
    if probability >= snapshot.highConfidenceSpamThreshold {
      self.init(
        .highConfidenceSpam, scl: 9, category: isOutbound ? .outboundSpam : .highConfidenceSpam, sfv: .spam,
        because: parts + [
          "\(figures) reaches \(Judgement.percent(snapshot.highConfidenceSpamThreshold)): high confidence spam, SCL 9"
        ])
    } else if let spoof {
      self.init(.spoof, scl: spoof.scl, category: .spoof, sfv: .spam, because: parts + [spoof.sentence + ", SCL \(spoof.scl)"])
    } else if probability >= snapshot.spamThreshold {
      self.init(
        .spam, scl: 5, category: isOutbound ? .outboundSpam : .spam, sfv: .spam,
        because: parts + ["\(figures) reaches \(Judgement.percent(snapshot.spamThreshold)): spam, SCL 5"])
    } else {
      self.init(
        .notSpam, scl: 1, category: .none, sfv: .notSpam,
        because: parts + ["\(figures) is below \(Judgement.percent(snapshot.spamThreshold)): not spam, SCL 1"])
    }
  }

  private init(
    _ verdict: Verdict, skipped: String? = nil, scl: Int, category: ThreatCategory, sfv: SpamFilteringVerdict?,
    because: [String]
  ) {
    self.verdict = verdict
    self.skipped = skipped
    self.scl = scl
    self.category = category
    self.filteringVerdict = sfv
    self.because = because
  }

  /// One line a signal, weight first, then their sum: what a reader can add up.
  private static func scoreParts(_ findings: Findings) -> [String] {
    let parts = findings.signals.map { signal in
      "\(signedWeight(signal.weight)) \(signal.id): \(signal.sentence)" + (signal.detail.map { " (\($0))" } ?? "")
    }
    return parts + ["spam score \(findings.spamScore)"]
  }

  static func signedWeight(_ weight: Double) -> String { weight < 0 ? "\(weight)" : "+\(weight)" }

  /// Two decimals, cut and not rounded, so that nothing below a threshold is shown as having reached it.
  static func percent(_ probability: Double) -> String {
    let hundredths = Int((min(max(probability, 0), 1) * 10_000).rounded(.down))
    let fraction = String(hundredths % 100 + 100).dropFirst()
    return "\(hundredths / 100).\(fraction) %"
  }
}
