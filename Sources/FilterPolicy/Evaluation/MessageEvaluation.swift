public import MailTypes

/// `evaluate` for the recipients of one message: those under the same policies, with the same word of their own about the
/// author, share all but their address, and the work for it.
public struct MessageEvaluation: Sendable {
  private let findings: Findings
  private let snapshot: PolicySnapshot
  private let now: UTCTime
  private let sender: SenderIdentity
  private var known: [Circumstances: Decision] = [:]

  /// All that decisions on one message differ by.
  private struct Circumstances: Hashable {
    let context: EvaluationContext
    let policies: [String]
    let mailbox: ListMatches.MailboxMatch?
    let domain: MailDomain
  }

  public init(_ findings: Findings, snapshot: PolicySnapshot, now: UTCTime) {
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
    let lists = ListMatches(
      findings, sender, applied.antiSpam.policy, snapshot, mailbox: circumstances.mailbox, now: now)
    let decision = decide(recipient, context, applied, lists)
    known[circumstances] = decision
    return decision
  }

  private func decide(
    _ recipient: EmailAddress, _ context: EvaluationContext, _ applied: AppliedPolicies, _ lists: ListMatches
  ) -> Decision {
    let composite = CompositeAuthentication(findings, context: context, snapshot: snapshot)
    let bulk = BulkComplaintLevel(findings)
    let judgement = Judgement(
      Judgement.Inputs(
        findings: findings, context: context, snapshot: snapshot, composite: composite, applied: applied, lists: lists,
        bulk: bulk))
    let policy = applied.antiSpam.policy
    let action = judgement.action
    let results = StampedResults(findings, composite, snapshot: snapshot, isRejected: action == .reject)
    let marks = SenderMarks(findings, composite, applied.antiPhish.policy)
    return Decision(
      recipient: recipient,
      verdict: judgement.verdict,
      skipped: judgement.skipped,
      scl: judgement.scl,
      bcl: bulk.level,
      category: judgement.category,
      compauth: Decision.CompositeAuthentication(result: composite.reason.result, reason: composite.reason.rawValue),
      authenticationResults: results.unfolded,
      policy: judgement.policy,
      rule: judgement.rule,
      action: action,
      rejection: action == .reject ? rejection(judgement, findings, recipient) : nil,
      redirectTo: action == .redirect ? policy.redirectToRecipients.sorted { "\($0)" < "\($1)" } : [],
      subjectPrefix: action == .modifySubject ? policy.modifySubjectValue : nil,
      isJunk: isJunk(judgement),
      marks: marks,
      headers: stampedHeaders(findings, judgement, results, marks, policy, context: context, lists, bulk),
      because: judgement.because,
      wouldChangeIf: Counterfactual(findings, composite, judgement: judgement, applied, bulk).sentence,
      quarantineExpires: action == .quarantine ? now.adding(days: policy.quarantineRetentionPeriod) : nil,
      quarantineTag: action == .quarantine ? judgement.quarantineTag : nil,
      usedEntries: lists.used(judgement.countedEntries, now: now))
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

/// The header fields of eop-spec §2, top one first. Only mail of strangers gets Authentication-Results: on mail of our own they
/// would tell others about our network.
private func stampedHeaders(
  _ findings: Findings, _ judgement: Judgement, _ results: StampedResults, _ marks: SenderMarks, _ policy: AntiSpamPolicy,
  context: EvaluationContext, _ lists: ListMatches, _ bulk: BulkComplaintLevel
) -> [String] {
  let report = AntispamReport(
    findings, judgement: judgement, direction: context.direction, isClientAllowed: lists.clientAllow)
  let headers = [
    report.field,
    AntispamHeader(bcl: bulk.level).field,
    "X-MS-Exchange-Organization-SCL: \(judgement.scl)",
    "X-MS-Exchange-Organization-Network-Message-Id: \(context.traceID)",
  ]
  let authentication = context.direction == .inbound ? [results.folded] : []
  return authentication + headers + (marks.field.map { [$0] } ?? []) + addedField(judgement, policy)
}

/// eop-spec §2.8.
private func addedField(_ judgement: Judgement, _ policy: AntiSpamPolicy) -> [String] {
  guard judgement.action == .addXHeader else { return [] }
  let name = policy.addXHeaderValue.isEmpty ? "X-This-Is-Spam" : policy.addXHeaderValue
  return ["\(name): This message appears to be spam."]
}
