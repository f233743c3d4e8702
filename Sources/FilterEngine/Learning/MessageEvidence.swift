public import Classification

/// What a message is judged by as far as its bytes tell: the features that the classifier knows, and the signals of the checks.
public struct MessageEvidence: Sendable {
  public let features: FeatureSet
  /// The weights of the signals together.
  public let signalWeight: Double

  public init(_ features: FeatureSet, signalWeight: Double = 0) {
    self.features = features
    self.signalWeight = signalWeight
  }

  /// The logit of spam under a model, as the scan has it: 0 at the midpoint of the spam score.
  public func logit(under model: SpamModel) -> Double { model.logit(of: features) + signalWeight }
}
