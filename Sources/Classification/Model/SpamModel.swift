/// A trained classifier: fixed weights for each view, their fusion, its calibration. Read from a model file or made by
/// `ModelTrainer`; the same features give the same logit everywhere.
public struct SpamModel: Sendable {
  let views: [ViewWeights]
  public let calibration: Calibration
  /// Messages it was trained on.
  public let messages: Int

  init(views: [ViewWeights], calibration: Calibration, messages: Int) {
    self.views = views
    self.calibration = calibration
    self.messages = messages
  }

  /// The same weights under another calibration.
  public func calibrated(_ calibration: Calibration, messages: Int) -> SpamModel {
    SpamModel(views: views, calibration: calibration, messages: messages)
  }

  /// The fused logit before calibration.
  public func rawLogit(of features: FeatureSet) -> Double {
    zip(FeatureView.allCases, views).reduce(0) { $0 + $1.1.trust * Double($1.1.logit(features[$1.0])) }
  }

  /// The calibrated logit of spam: its logistic function is the probability, where ham and spam are as frequent.
  public func logit(of features: FeatureSet) -> Double {
    calibration.logit(rawLogit(of: features))
  }

  /// What one feature adds to the calibrated logit of a message.
  public struct Contribution: Sendable, Hashable {
    public let view: FeatureView
    public let slot: UInt32
    public let amount: Double
  }

  /// The features of the message that move its logit most, heaviest first, at most `limit`.
  public func heaviest(of features: FeatureSet, limit: Int) -> [Contribution] {
    guard limit > 0 else { return [] }
    var heaviest: [Contribution] = []
    // What a feature has to exceed once the list is full.
    var least = -1.0
    for (view, weights) in zip(FeatureView.allCases, views) {
      let slots = features[view]
      let factor = calibration.slope * weights.trust / Double(max(1, slots.count)).squareRoot()
      weights.forEach(slots) { slot, weight in
        let amount = factor * Double(weight)
        guard abs(amount) > least else { return }
        let position = heaviest.firstIndex { abs($0.amount) < abs(amount) } ?? heaviest.count
        heaviest.insert(Contribution(view: view, slot: slot, amount: amount), at: position)
        if heaviest.count > limit { heaviest.removeLast() }
        if heaviest.count == limit { least = heaviest.last.map { abs($0.amount) } ?? least }
      }
    }
    return heaviest
  }
}
