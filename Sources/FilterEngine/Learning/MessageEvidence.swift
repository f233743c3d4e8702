public import Classification
import FilterPolicy

/// What a message is judged by as far as its bytes tell: the features that the classifier knows, and the signals of the checks.
public struct MessageEvidence: Sendable {
  public let features: FeatureSet
  /// The weights of the signals together.
  public let signalWeight: Double
  /// Whether there is nothing in the message to judge (`SilentMessage`).
  public let isSilent: Bool

  public init(_ features: FeatureSet, signalWeight: Double = 0, isSilent: Bool = false) {
    self.features = features
    self.signalWeight = signalWeight
    self.isSilent = isSilent
  }

  /// The logit of spam under a model, as the scan has it: 0 at the midpoint of the spam score.
  public func logit(under model: SpamModel) -> Double {
    let logit = model.logit(of: features) + signalWeight
    return isSilent ? min(logit, SilentMessage.scoreLimit - SpamScale.midpoint) : logit
  }
}
