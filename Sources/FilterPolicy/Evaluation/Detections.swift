import MailTypes

/// What speaks against a message under a recipient's policies: the strongest first (eop-spec §1.2), but that a blocked pair of
/// author and client decides over all that could be overridden (§1.8). Looked for as far as somebody asks.
struct Detections: Sequence, Sendable {
  let inputs: Judgement.Inputs

  private static let order: [@Sendable (Detections) -> Detection?] = [
    { $0.malware }, { $0.highConfidencePhish }, { $0.blockedPair }, { $0.phish }, { $0.advancedFilter(.marksCertain) },
    { $0.highConfidenceSpam }, { $0.spoof },
    { $0.userImpersonation(acting: true) }, { $0.domainImpersonation(acting: true) }, { $0.blockedLanguage },
    { $0.blockedRegion }, { $0.advancedFilter(.marks) },
    { $0.spam }, { $0.bulk },
    // With nothing to do about it, it would only keep spam from what is done about that.
    { $0.userImpersonation(acting: false) }, { $0.domainImpersonation(acting: false) },
  ]

  func makeIterator() -> some IteratorProtocol<Detection> {
    Detections.order.lazy.compactMap { $0(self) }.makeIterator()
  }

  private var findings: Findings { inputs.findings }
  private var composite: CompositeAuthentication { inputs.composite }
  private var applied: AppliedPolicies { inputs.applied }
  private var lists: ListMatches { inputs.lists }
  private var policy: AntiSpamPolicy { inputs.applied.antiSpam.policy }

  private var malware: Detection? {
    let policy = applied.antiMalware.policy
    if let judgement = MalwareJudgement(findings, policy: policy) {
      return Detection(
        .malware, judgement.category, scl: 9, action: judgement.action, tag: policy.quarantineTag, of: applied.antiMalware,
        judgement.sentence, rejection: judgement.rejection)
    }
    return lists.fileBlock.map { block in
      Detection(
        .malware, .malware, scl: 9, .tenantBlock(block), action: .quarantine, tag: policy.quarantineTag,
        of: applied.antiMalware, "the Tenant Allow/Block List blocks the file \(block.value)")
    }
  }

  /// eop-spec §7.4, §7.6: what the tenant blocks is high confidence phish.
  private var highConfidencePhish: Detection? {
    if let block = lists.senderBlock {
      return highConfidencePhish(.tenantBlock(block), "the Tenant Allow/Block List blocks the sender \(block.value)")
    }
    if let (block, link) = lists.linkBlock {
      return highConfidencePhish(.tenantBlock(block), "the Tenant Allow/Block List blocks links to \(block.value) (\(link))")
    }
    let probability = findings.probabilities.phish
    guard probability >= policy.highConfidencePhishThreshold, let evidence = PhishEvidence(findings, composite) else {
      return nil
    }
    let threshold = Judgement.percent(policy.highConfidencePhishThreshold)
    return highConfidencePhish(
      .content, "phish probability \(Judgement.percent(probability)) reaches \(threshold), and \(evidence.sentence)")
  }

  private func highConfidencePhish(_ origin: Detection.Origin, _ sentence: String) -> Detection {
    Detection(
      .highConfidencePhish, .highConfidencePhish, scl: 9, origin, action: policy.highConfidencePhishAction,
      tag: policy.highConfidencePhishQuarantineTag, of: applied.antiSpam, sentence)
  }

  private var phish: Detection? {
    let probability = findings.probabilities.phish
    guard probability >= policy.phishThreshold, !lists.allowsAllLinks else { return nil }
    return Detection(
      .phish, .phish, scl: 9, action: policy.phishSpamAction, tag: policy.phishQuarantineTag, of: applied.antiSpam,
      "phish probability \(Judgement.percent(probability)) reaches \(Judgement.percent(policy.phishThreshold))")
  }

  /// A blocked sender is treated as high confidence spam (eop-spec §7.2), with the level of eop-spec §3.1.
  private var highConfidenceSpam: Detection? {
    if let sender = lists.policyBlock {
      return highConfidenceSpam(
        .policyBlock, scl: 6, .policyBlocked, "policy \(applied.antiSpam.name) blocks the sender \(sender)")
    }
    guard let sentence = sentence(reaching: policy.highConfidenceSpamThreshold) else { return nil }
    return highConfidenceSpam(.content, scl: 9, .spam, sentence)
  }

  private func highConfidenceSpam(
    _ origin: Detection.Origin, scl: Int, _ verdict: SpamFilteringVerdict, _ sentence: String
  ) -> Detection {
    Detection(
      .highConfidenceSpam, .highConfidenceSpam, scl: scl, origin, verdict, action: policy.highConfidenceSpamAction,
      tag: policy.highConfidenceSpamQuarantineTag, of: applied.antiSpam, sentence)
  }

  /// eop-spec §3.4.
  private func advancedFilter(_ effect: AdvancedSpamSetting.Effect) -> Detection? {
    guard let hit = inputs.advanced.mark(effect) else { return nil }
    let isCertain = effect == .marksCertain
    return Detection(
      isCertain ? .highConfidenceSpam : .spam, .spam, scl: isCertain ? 9 : 6, .advancedFilter(hit.setting.parameter),
      action: isCertain ? policy.highConfidenceSpamAction : policy.spamAction,
      tag: isCertain ? policy.highConfidenceSpamQuarantineTag : policy.spamQuarantineTag, of: applied.antiSpam,
      "policy \(applied.antiSpam.name) minds \(hit.sentence)")
  }

  private var blockedPair: Detection? { composite.reason == .pairBlocked ? spoofing : nil }

  private var spoof: Detection? { composite.reason == .pairBlocked ? nil : spoofing }

  private var spoofing: Detection? {
    guard let spoof = SpoofJudgement(composite, findings, applied.antiPhish.policy) else { return nil }
    return Detection(
      .spoof, .spoof, scl: spoof.scl, spoof.origin, action: spoof.action,
      tag: applied.antiPhish.policy.spoofQuarantineTag, of: applied.antiPhish, spoof.sentence)
  }

  private func userImpersonation(acting: Bool) -> Detection? {
    let policy = applied.antiPhish.policy
    guard (policy.targetedUserProtectionAction != .noAction) == acting else { return nil }
    return ImpersonationJudgement.user(findings, composite, policy, applied).map(impersonation)
  }

  private func domainImpersonation(acting: Bool) -> Detection? {
    let policy = applied.antiPhish.policy
    guard (policy.targetedDomainProtectionAction != .noAction) == acting else { return nil }
    return ImpersonationJudgement.domain(findings, composite, policy, applied).map(impersonation)
  }

  private func impersonation(_ judgement: ImpersonationJudgement) -> Detection {
    let isOnlyTold = judgement.action == .noAction
    return Detection(
      .impersonation, judgement.category, scl: isOnlyTold ? 1 : ImpersonationJudgement.scl, .content,
      isOnlyTold ? .notSpam : .spam, action: judgement.action, tag: judgement.quarantineTag, of: applied.antiPhish,
      judgement.sentence)
  }

  private var blockedLanguage: Detection? { originBlock(OriginJudgement.language(findings, applied.antiSpam)) }

  private var blockedRegion: Detection? { originBlock(OriginJudgement.region(findings, applied.antiSpam)) }

  /// Where our own people are, and what they speak, is nobody's business here.
  private func originBlock(_ judgement: OriginJudgement?) -> Detection? {
    guard let judgement, inputs.context.direction == .inbound else { return nil }
    return Detection(
      .spam, .spam, scl: OriginJudgement.scl, .originBlock(judgement.parameter, values: judgement.values),
      action: policy.spamAction, tag: policy.spamQuarantineTag, of: applied.antiSpam, judgement.sentence)
  }

  private var spam: Detection? {
    guard let sentence = sentence(reaching: policy.spamThreshold) else { return nil }
    return Detection(
      .spam, .spam, scl: 5, action: policy.spamAction, tag: policy.spamQuarantineTag, of: applied.antiSpam,
      sentence)
  }

  private var bulk: Detection? {
    let level = inputs.bulk.level
    guard policy.markAsSpamBulkMail == .on, level >= policy.bulkThreshold else { return nil }
    return Detection(
      .bulk, .bulk, scl: 6, action: policy.bulkSpamAction, tag: policy.bulkQuarantineTag, of: applied.antiSpam,
      "bulk complaint level \(level) reaches \(policy.bulkThreshold)")
  }

  private func sentence(reaching score: Double) -> String? {
    let threshold = SpamScale.probability(ofScore: score)
    guard inputs.spamProbability >= threshold else { return nil }
    return "spam probability \(Judgement.percent(inputs.spamProbability)) reaches \(Judgement.percent(threshold))"
  }
}
