/// What authentication alone comes to, apart from any verdict on the content.
public struct CompositeResults: Hashable, Sendable {
  public let compauth: Decision.CompositeAuthentication
  /// The sentence that explains it.
  public let because: String
  /// The whole Authentication-Results field, unfolded.
  public let header: String
}

/// Composite authentication (eop-spec §2.10) of a message, without a decision about it.
public func compositeResults(
  _ findings: Findings, context: EvaluationContext, snapshot: PolicySnapshot
) -> CompositeResults {
  let composite = CompositeAuthentication(findings, context: context, snapshot: snapshot)
  return CompositeResults(
    compauth: Decision.CompositeAuthentication(result: composite.reason.result, reason: composite.reason.rawValue),
    because: composite.sentence(findings.authentication),
    header: StampedResults(findings, composite, snapshot: snapshot).unfolded)
}
