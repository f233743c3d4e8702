/// Online logistic regression over one view. Features are binary; each of n weighs 1/√n, so that every message has length
/// one whatever its size.
public struct LinearLearner: Sendable {
  /// Messages judged with less error than this teach nothing: copies of what is known would drown the rest.
  public static let standardErrorFloor: Float = 0.02

  private let rate: LearningRate
  private let errorFloor: Float
  public private(set) var weights: [Float]
  /// Sum of each weight's changes times the step they were made at: what averaging over all steps needs. Empty where no
  /// average is wanted.
  private var moments: [Float]
  private var steps: Float = 0

  public init(
    rate: LearningRate = .standard, errorFloor: Float = LinearLearner.standardErrorFloor, averages: Bool = false
  ) {
    self.rate = rate
    self.errorFloor = errorFloor
    weights = Array(repeating: 0, count: FeatureView.slotCount)
    moments = averages ? weights : []
  }

  /// The logit of spam; 0 for a message without features.
  public func logit(_ slots: [UInt32]) -> Float {
    guard !slots.isEmpty else { return 0 }
    var sum: Float = 0
    for slot in slots { sum += weights[Int(slot)] }
    return sum / Float(slots.count).squareRoot()
  }

  /// Learns whether the message with these slots, whose logit was `logit`, is spam.
  public mutating func learn(_ slots: [UInt32], isSpam: Bool, logit: Float) {
    let error = Float((isSpam ? 1 : 0) - Logistic.probability(Double(logit)))
    let rate = rate.rate(after: steps)
    steps += 1
    guard abs(error) >= errorFloor, !slots.isEmpty else { return }
    let change = rate * error / Float(slots.count).squareRoot()
    for slot in slots { weights[Int(slot)] += change }
    guard !moments.isEmpty else { return }
    for slot in slots { moments[Int(slot)] += change * steps }
  }

  /// The mean of the weights over all steps: steadier than the last, and the better guess for mail from elsewhere. The last
  /// weights, where no average was kept.
  public var averagedWeights: [Float] {
    guard !moments.isEmpty else { return weights }
    var average = weights
    // Most slots were never touched.
    for slot in weights.indices where moments[slot] != 0 { average[slot] -= moments[slot] / (steps + 1) }
    return average
  }
}
