/// What the anti-phishing policy does with a message that does not come from whom it says: the matrix of eop-spec §8.3.
struct SpoofJudgement: Sendable {
  let action: FilterAction
  let scl: Int
  let origin: Detection.Origin
  let sentence: String

  /// Probability of spam or phish from which a message that nothing speaks for is held to be spoofed on purpose: eop-spec §8.1
  /// asks for "malicious intent" beside the failure, because much honest mail is not authenticated.
  static let intentThreshold = 0.2
  /// eop-spec §3.2: failing an explicit policy weighs more than failing a guess.
  static let explicitSCL = 7
  static let implicitSCL = 5

  /// `nil` where the message is not treated as spoofed.
  init?(_ composite: CompositeAuthentication, _ findings: Findings, _ policy: AntiPhishPolicy) {
    guard policy.enabled else { return nil }
    switch composite.reason {
    case .pairBlocked:
      self.init(
        policy.authenticationFailAction, SpoofJudgement.explicitSCL, .blockedPair, "the pair of sender and client is blocked")
    case .ownerForbids, .ownDomainForbids:
      self.init(explicit: findings.authentication.dmarc, policy)
    case .nothingSpeaks, .ownDomain:
      self.init(implicit: composite, findings, policy)
    default: return nil
    }
  }

  private init(_ action: FilterAction, _ scl: Int, _ origin: Detection.Origin, _ sentence: String) {
    self.action = action
    self.scl = scl
    self.origin = origin
    self.sentence = sentence
  }

  private init(explicit dmarc: DMARCFacts, _ policy: AntiPhishPolicy) {
    let asked = dmarc.appliedPolicy ?? "none"
    if policy.honorDmarcPolicy {
      let action = asked == "reject" ? policy.dmarcRejectAction : policy.dmarcQuarantineAction
      self.init(action, SpoofJudgement.explicitSCL, .dmarcPolicy, "the DMARC policy \(asked) is honoured")
    } else if policy.enableSpoofIntelligence {
      self.init(
        policy.authenticationFailAction, SpoofJudgement.explicitSCL, .content, "DMARC fails, its policy is not honoured")
    } else {
      self.init(.quarantine, SpoofJudgement.explicitSCL, .content, "DMARC fails, spoof intelligence is off")
    }
  }

  private init?(implicit composite: CompositeAuthentication, _ findings: Findings, _ policy: AntiPhishPolicy) {
    guard SpoofJudgement.isImplicitFailure(findings, policy) else { return nil }
    let suspicion = max(findings.probabilities.spam, findings.probabilities.phish)
    if composite.reason == .ownDomain {
      self.init(policy.authenticationFailAction, SpoofJudgement.implicitSCL, .content, "a stranger sends as a domain of ours")
    } else if suspicion >= SpoofJudgement.intentThreshold {
      self.init(
        policy.authenticationFailAction, SpoofJudgement.implicitSCL, .content,
        "nothing shows who sent it, and it looks unwanted (\(Judgement.percent(suspicion)))")
    } else {
      return nil
    }
  }

  private static func isImplicitFailure(_ findings: Findings, _ policy: AntiPhishPolicy) -> Bool {
    // With a failed DMARC the owner publishes a policy, and asks for nothing.
    policy.enableSpoofIntelligence && !(policy.honorDmarcPolicy && findings.authentication.dmarc.result == "fail")
  }

  /// Whether more suspicious content would make the message a spoof.
  static func dependsOnContent(
    _ composite: CompositeAuthentication, _ findings: Findings, _ policy: AntiPhishPolicy
  ) -> Bool {
    policy.enabled && composite.reason == .nothingSpeaks && isImplicitFailure(findings, policy)
  }
}
