public import MailTypes

/// Judges one recipient's copy: which verdict the findings give under the organisation's policy, what is done with it, and
/// which headers say so. Pure: the same arguments give the same decision, now or in a replay.
public func evaluate(
  _ findings: Findings, context: EvaluationContext, snapshot: PolicySnapshot, recipient: EmailAddress, now: UTCTime
) -> Decision {
  let judgement = Judgement(findings, context: context, snapshot: snapshot)
  let (action, actionReason) = chooseAction(for: judgement, context: context, snapshot: snapshot)
  let authenticationResults = AuthenticationResults(findings, hostname: snapshot.hostname)
  return Decision(
    recipient: recipient,
    verdict: judgement.verdict,
    skipped: judgement.skipped,
    scl: judgement.scl,
    // Bulk mail is not recognised before the bulk facts of the scan exist.
    bcl: 0,
    category: judgement.category,
    // eop-spec §2.10, 3xx: not checked for composite authentication.
    compauth: Decision.CompositeAuthentication(result: "none", reason: "300"),
    authenticationResults: authenticationResults.unfolded,
    policy: snapshot.policyName,
    rule: nil,
    action: action,
    headers: stampedHeaders(findings, judgement, authenticationResults, context: context),
    because: judgement.because + [actionReason],
    wouldChangeIf: Counterfactual(findings, judgement: judgement, snapshot: snapshot).sentence,
    quarantineExpires: action == .quarantine ? now.adding(days: snapshot.quarantineRetentionDays) : nil)
}

/// The action of the policy for the verdict (eop-spec §4.1), and the sentence that says where it comes from.
private func chooseAction(
  for judgement: Judgement, context: EvaluationContext, snapshot: PolicySnapshot
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
  case .spam:
    return (snapshot.spamAction, "policy \(name): spam → \(snapshot.spamAction)")
  default:
    return (.deliver, "policy \(name): \(judgement.verdict) → deliver")
  }
}

/// The header fields of eop-spec §2, top one first. Mail on its way out gets no Authentication-Results: it would tell
/// strangers about our own network.
private func stampedHeaders(
  _ findings: Findings, _ judgement: Judgement, _ authenticationResults: AuthenticationResults, context: EvaluationContext
) -> [String] {
  var headers = [
    AntispamReport(findings, judgement: judgement, direction: context.direction).field,
    AntispamHeader(bcl: 0).field,
    "X-MS-Exchange-Organization-SCL: \(judgement.scl)",
    "X-MS-Exchange-Organization-Network-Message-Id: \(context.traceID)",
  ]
  if context.direction == .inbound { headers.insert(authenticationResults.folded, at: 0) }
  return headers
}
