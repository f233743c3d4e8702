public import MailTypes

/// Judges one recipient's copy: which verdict the findings give under the organisation's policy, what is done with it, and
/// which headers say so. Pure: the same arguments give the same decision, now or in a replay.
public func evaluate(
  _ findings: Findings, context: EvaluationContext, snapshot: PolicySnapshot, recipient: EmailAddress, now: UTCTime
) -> Decision {
  let composite = CompositeAuthentication(findings, context: context, snapshot: snapshot)
  let spoof = SpoofJudgement(composite, findings, snapshot: snapshot)
  let judgement = Judgement(findings, composite: composite, spoof: spoof, context: context, snapshot: snapshot)
  let (action, actionReason) = chooseAction(for: judgement, spoof, context: context, snapshot: snapshot)
  let results = StampedResults(findings, composite, snapshot: snapshot, isRejected: action == .reject)
  let marks = SenderMarks(findings, composite, snapshot: snapshot)
  return Decision(
    recipient: recipient,
    verdict: judgement.verdict,
    skipped: judgement.skipped,
    scl: judgement.scl,
    // Bulk mail is not recognised before the bulk facts of the scan exist.
    bcl: 0,
    category: judgement.category,
    compauth: Decision.CompositeAuthentication(result: composite.reason.result, reason: composite.reason.rawValue),
    authenticationResults: results.unfolded,
    policy: snapshot.policyName,
    rule: nil,
    action: action,
    rejection: action == .reject ? rejection(judgement, findings) : nil,
    marks: marks,
    headers: stampedHeaders(findings, judgement, results, marks, context: context),
    because: judgement.because + [actionReason],
    wouldChangeIf: Counterfactual(findings, composite, judgement: judgement, snapshot: snapshot).sentence,
    quarantineExpires: action == .quarantine ? now.adding(days: snapshot.quarantineRetentionDays) : nil)
}

/// The action of the policy for the verdict (eop-spec §4.1, §8.3), and the sentence that says where it comes from.
private func chooseAction(
  for judgement: Judgement, _ spoof: SpoofJudgement?, context: EvaluationContext, snapshot: PolicySnapshot
) -> (FilterAction, String) {
  let name = snapshot.policyName
  if judgement.verdict == .unscannable {
    return (.quarantine, "mail that cannot be scanned is quarantined, whatever the policy")
  }
  if context.direction != .inbound {
    return (.deliver, "mail from our own users and networks is delivered as it is")
  }
  switch judgement.verdict {
  case .highConfidenceSpam:
    return (snapshot.highConfidenceSpamAction, "policy \(name): highConfidenceSpam → \(snapshot.highConfidenceSpamAction)")
  case .spoof:
    let action = spoof?.action ?? snapshot.antiPhish.authenticationFailAction
    return (action, "anti-phishing policy \(name): spoof → \(action)")
  case .spam:
    return (snapshot.spamAction, "policy \(name): spam → \(snapshot.spamAction)")
  default:
    return (.deliver, "policy \(name): \(judgement.verdict) → deliver")
  }
}

private func rejection(_ judgement: Judgement, _ findings: Findings) -> Decision.Rejection {
  judgement.verdict == .spoof ? .dmarc(findings.authorDomain?.text ?? "of the author") : .policy
}

/// The header fields of eop-spec §2, top one first. Mail on its way out gets no Authentication-Results: it would tell
/// strangers about our own network.
private func stampedHeaders(
  _ findings: Findings, _ judgement: Judgement, _ results: StampedResults, _ marks: SenderMarks, context: EvaluationContext
) -> [String] {
  let headers = [
    AntispamReport(findings, judgement: judgement, direction: context.direction).field,
    AntispamHeader(bcl: 0).field,
    "X-MS-Exchange-Organization-SCL: \(judgement.scl)",
    "X-MS-Exchange-Organization-Network-Message-Id: \(context.traceID)",
  ]
  guard context.direction == .inbound else { return headers }
  return [results.folded] + headers + (marks.field.map { [$0] } ?? [])
}
