public import MailTypes

/// Judges one recipient's copy: which verdict the findings give under the organisation's policies, what is done with it, and
/// which headers say so. Pure: the same arguments give the same decision, now or in a replay.
public func evaluate(
  _ findings: Findings, context: EvaluationContext, snapshot: PolicySnapshot, recipient: EmailAddress, now: UTCTime,
  counterfactuals demand: Counterfactual.Demand = .undelivered
) -> Decision {
  var evaluation = MessageEvaluation(findings, snapshot: snapshot, now: now, counterfactuals: demand)
  return evaluation.decision(for: recipient, context: context)
}
