/// Trains a model that is to judge mail of sites it has never seen: several passes, weights averaged over all steps, and a
/// fusion that is fixed, because the mail it was learnt on cannot tell which views hold elsewhere.
public struct ModelTrainer: Sendable {
  /// Passes over the messages.
  public static let passes = 3
  /// How much each view is believed.
  static let trust: [FeatureView: Double] = [.bytes: 0.25, .characters: 0.5, .words: 0.5, .form: 1]

  private var learners: [LinearLearner]

  public init() {
    learners = FeatureView.allCases.map { _ in LinearLearner(averages: true) }
  }

  public mutating func learn(_ features: FeatureSet, isSpam: Bool) {
    for view in FeatureView.allCases {
      let slots = features[view]
      learners[view.rawValue].learn(slots, isSpam: isSpam, logit: learners[view.rawValue].logit(slots))
    }
  }

  /// The model so far, not calibrated.
  public func model(calibration: Calibration = .identity, messages: Int = 0) -> SpamModel {
    SpamModel(
      views: FeatureView.allCases.map { view in
        ViewWeights(quantizing: learners[view.rawValue].averagedWeights, trust: ModelTrainer.trust[view] ?? 1)
      },
      calibration: calibration, messages: messages)
  }
}
