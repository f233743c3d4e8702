public import Classification

/// A message to learn from, reduced to its features.
public struct LabelledFeatures: Sendable {
  public let features: FeatureSet
  public let label: MessageLabel

  public init(_ features: FeatureSet, label: MessageLabel) {
    self.features = features
    self.label = label
  }
}
