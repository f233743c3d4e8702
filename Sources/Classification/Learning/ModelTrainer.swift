/// Trains a model that is to judge mail of sites it has never seen: several passes, weights averaged over all steps, and a
/// fusion that is fixed, because the mail it was learnt on cannot tell which views hold elsewhere.
public struct ModelTrainer: Sendable {
  /// Passes over the messages.
  public static let passes = 6
  /// Measured on corpora that were held out: far steps, no smaller ones in the end, because averaging stands in for them.
  static let rate = LearningRate(final: 10, boost: 0, halfLife: 1)
  /// Messages judged with less error than this teach nothing: what is left of them is what only their corpus knows.
  static let errorFloor: Float = 0.1
  /// How much each view is believed.
  static let trust: [FeatureView: Double] = [.bytes: 0.25, .characters: 0.75, .words: 0.5, .form: 1]

  private var learners: [LinearLearner]

  public init() {
    learners = FeatureView.allCases.map { _ in
      LinearLearner(rate: ModelTrainer.rate, errorFloor: ModelTrainer.errorFloor, averages: true)
    }
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
