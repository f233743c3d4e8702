public import MailTypes

/// `evaluate` for the recipients of one message: those under the same policies, with the same word of their own about the
/// author, share all but their address, and the work for it.
public struct MessageEvaluation: Sendable {
  private let findings: Findings
  private let snapshot: PolicySnapshot
  private let now: UTCTime
  private let demand: Counterfactual.Demand
  private let sender: SenderIdentity
  private var known: [Circumstances: Decision] = [:]

  /// All that decisions on one message differ by.
  private struct Circumstances: Hashable {
    let context: EvaluationContext
    let policies: [String]
    let mailbox: ListMatches.MailboxMatch?
    let domain: MailDomain
  }

  public init(
    _ findings: Findings, snapshot: PolicySnapshot, now: UTCTime, counterfactuals demand: Counterfactual.Demand = .undelivered
  ) {
    self.demand = demand
    self.findings = findings
    self.snapshot = snapshot
    self.now = now
    sender = SenderIdentity(findings)
  }

  public mutating func decision(for recipient: EmailAddress, context: EvaluationContext) -> Decision {
    let mailbox = PolicyRecipient(snapshot.recipients.resolve(recipient))
    let applied = snapshot.applied(to: mailbox)
    let circumstances = Circumstances(
      context: context, policies: [applied.antiSpam.name, applied.antiPhish.name, applied.antiMalware.name],
      mailbox: snapshot.mailboxes[mailbox.primary].flatMap { ListMatches.match($0, sender) }, domain: recipient.domain)
    if var decision = known[circumstances] {
      decision.recipient = recipient
      return decision
    }
    let inputs = Judgement.Inputs(
      findings, sender, context: context, snapshot: snapshot, applied: applied, mailbox: circumstances.mailbox, now: now)
    let decision = decide(recipient, inputs)
    known[circumstances] = decision
    return decision
  }

  private func decide(_ recipient: EmailAddress, _ inputs: Judgement.Inputs) -> Decision {
    let (applied, composite) = (inputs.applied, inputs.composite)
    let judgement = Judgement(inputs)
    let policy = applied.antiSpam.policy
    let action = judgement.action
    let results = StampedResults(findings, composite, snapshot: snapshot, isRejected: action == .reject)
    let counterfactual =
      demand.includes(action) ? CounterfactualSearch(inputs: inputs, judgement: judgement).counterfactual() : nil
    let marks = SenderMarks(findings, composite, applied.antiPhish.policy)
    let tips = SafetyTips(inputs, judgement, marks)
    return Decision(
      recipient: recipient,
      verdict: judgement.verdict,
      skipped: judgement.skipped,
      scl: judgement.scl,
      bcl: inputs.bulk.level,
      category: judgement.category,
      compauth: Decision.CompositeAuthentication(result: composite.reason.result, reason: composite.reason.rawValue),
      authenticationResults: results.unfolded,
      policy: judgement.policy,
      rule: judgement.rule,
      action: action,
      rejection: action == .reject ? rejection(judgement, findings, recipient) : nil,
      redirectTo: action == .redirect ? policy.redirectToRecipients.sorted { "\($0)" < "\($1)" } : [],
      copyTo: copies(judgement, inputs),
      subjectPrefix: action == .modifySubject ? policy.modifySubjectValue : nil,
      isJunk: isJunk(judgement),
      marks: marks,
      tips: tips.tips.isEmpty ? nil : tips.tips,
      banner: tips.banner,
      subjectTag: tips.subjectTag,
      headers: stampedHeaders(findings, judgement, results, marks, tips.tips, policy, inputs),
      because: judgement.because + tips.because,
      summary: judgement.summary,
      wouldChangeIf: counterfactual?.sentence,
      counterfactual: counterfactual,
      quarantineExpires: action == .quarantine ? now.adding(days: policy.quarantineRetentionPeriod) : nil,
      quarantineTag: action == .quarantine ? judgement.quarantineTag : nil,
      usedEntries: inputs.lists.used(judgement.countedEntries, now: now))
  }
}

/// eop-spec §5.2: a changed subject goes to junk whatever the verdict, an added field for spam only.
private func isJunk(_ judgement: Judgement) -> Bool {
  switch judgement.action {
  case .moveToJunk, .modifySubject: true
  case .addXHeader: judgement.verdict == .spam || judgement.verdict == .highConfidenceSpam
  default: false
  }
}

private func rejection(_ judgement: Judgement, _ findings: Findings, _ recipient: EmailAddress) -> Decision.Rejection {
  if judgement.isClientBlocked { return .client(findings.entities.clientAddress, "\(recipient.domain)") }
  if let rejection = judgement.decisive?.rejection { return rejection }
  return judgement.verdict == .spoof ? .dmarc(findings.authorDomain?.text ?? "of the author") : .policy
}

/// eop-spec §3.4: a copy of what is delivered, for whoever watches a test.
private func copies(_ judgement: Judgement, _ inputs: Judgement.Inputs) -> [EmailAddress]? {
  let addresses = judgement.skipped == nil && judgement.action.isDelivery ? inputs.advanced.copyTo : []
  return addresses.isEmpty ? nil : addresses
}

/// The header fields of eop-spec §2, top one first. Only mail of strangers gets Authentication-Results: on mail of our own they
/// would tell others about our network.
private func stampedHeaders(
  _ findings: Findings, _ judgement: Judgement, _ results: StampedResults, _ marks: SenderMarks,
  _ tips: [SafetyTip], _ policy: AntiSpamPolicy, _ inputs: Judgement.Inputs
) -> [String] {
  let report = AntispamReport(
    findings, judgement: judgement, tips: tips, direction: inputs.context.direction,
    isClientAllowed: inputs.lists.clientAllow)
  let headers = [
    report.field,
    AntispamHeader(bcl: inputs.bulk.level).field,
    "X-MS-Exchange-Organization-SCL: \(judgement.scl)",
    "X-MS-Exchange-Organization-Network-Message-Id: \(inputs.context.traceID)",
  ]
  let authentication = inputs.context.direction == .inbound ? [results.folded] : []
  let custom = judgement.skipped == nil ? inputs.advanced.fields : []
  let own = [marks.field, SafetyTip.field(tips)].compactMap { $0 }
  return authentication + headers + custom + own + addedField(judgement, policy)
}

/// eop-spec §2.8.
private func addedField(_ judgement: Judgement, _ policy: AntiSpamPolicy) -> [String] {
  guard judgement.action == .addXHeader else { return [] }
  let name = policy.addXHeaderValue.isEmpty ? "X-This-Is-Spam" : policy.addXHeaderValue
  return ["\(name): This message appears to be spam."]
}
