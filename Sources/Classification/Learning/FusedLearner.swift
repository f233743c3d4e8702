/// A learner for each view, and over their logits one more, which learns whom to believe. Classifies a message, then learns
/// it: the same messages in the same order give the same learner, bit by bit.
public struct FusedLearner: Sendable {
  /// Logits beyond this are as sure as can be; the fusion is not to be dragged along by them.
  static let logitLimit = 20.0
  /// How fast the fusion learns. It has few weights, and they change little.
  static let fusionRate = 0.005

  private var learners: [LinearLearner]
  private let base: SpamModel?
  /// One for each view, and one for the base model's logit.
  private var trust: [Double]
  private var bias = 0.0

  /// What a message was judged to be, and on what grounds: needed to learn it.
  public struct Judgement: Sendable {
    /// Of spam; 0 is as likely as not.
    public let logit: Double
    let parts: [Float]
    let inputs: [Double]
  }

  /// With a base model its logit is one more voice, at first the strongest.
  public init(base: SpamModel? = nil) {
    self.base = base
    let views = FeatureView.allCases
    learners = views.map { _ in LinearLearner() }
    trust = Array(repeating: 1 / Double(views.count), count: views.count) + (base == nil ? [] : [1])
  }

  public func judge(_ features: FeatureSet) -> Judgement {
    let parts = zip(FeatureView.allCases, learners).map { view, learner in learner.logit(features[view]) }
    var inputs = parts.map { clamped(Double($0)) }
    if let base { inputs.append(clamped(base.logit(of: features))) }
    let logit = zip(trust, inputs).reduce(bias) { $0 + $1.0 * $1.1 }
    return Judgement(logit: logit, parts: parts, inputs: inputs)
  }

  public mutating func learn(_ features: FeatureSet, isSpam: Bool, judged judgement: Judgement) {
    for view in FeatureView.allCases {
      learners[view.rawValue].learn(features[view], isSpam: isSpam, logit: judgement.parts[view.rawValue])
    }
    let error = (isSpam ? 1 : 0) - Logistic.probability(judgement.logit)
    for index in trust.indices { trust[index] += FusedLearner.fusionRate * error * judgement.inputs[index] }
    bias += 4 * FusedLearner.fusionRate * error
  }

  private func clamped(_ logit: Double) -> Double {
    min(max(logit, -FusedLearner.logitLimit), FusedLearner.logitLimit)
  }
}
