/// A message to learn from, reduced to what it is judged by.
public struct LabelledEvidence: Sendable {
  public let evidence: MessageEvidence
  public let label: MessageLabel

  public init(_ evidence: MessageEvidence, label: MessageLabel) {
    self.evidence = evidence
    self.label = label
  }
}
