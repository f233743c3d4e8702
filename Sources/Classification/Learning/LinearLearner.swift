/// Online logistic regression over one view. Features are binary; each of n weighs 1/√n, so that every message has length
/// one whatever its size.
public struct LinearLearner: Sendable {
  /// How far one message moves the weights. High rates suit one pass over mail in order of time.
  public let rate: Float
  public private(set) var weights: [Float]
  /// Sum of each weight's changes times the step they were made at: what averaging over all steps needs.
  private var moments: [Float]
  private var steps: Float = 0

  public init(rate: Float, averages: Bool = false) {
    self.rate = rate
    weights = Array(repeating: 0, count: FeatureView.slotCount)
    moments = averages ? weights : []
  }

  /// The logit of spam; 0 for a message without features.
  public func logit(_ slots: [UInt32]) -> Float {
    guard !slots.isEmpty else { return 0 }
    var sum: Float = 0
    weights.withUnsafeBufferPointer { weights in
      for slot in slots { sum += weights[Int(slot)] }
    }
    return sum / Float(slots.count).squareRoot()
  }

  /// Moves the weights against `error`, the label less the probability.
  public mutating func learn(_ slots: [UInt32], error: Float) {
    steps += 1
    guard !slots.isEmpty else { return }
    let change = rate * error / Float(slots.count).squareRoot()
    weights.withUnsafeMutableBufferPointer { weights in
      for slot in slots { weights[Int(slot)] += change }
    }
    guard !moments.isEmpty else { return }
    let moment = change * steps
    moments.withUnsafeMutableBufferPointer { moments in
      for slot in slots { moments[Int(slot)] += moment }
    }
  }

  /// The mean of the weights over all steps: steadier than the last, and the better guess for mail from elsewhere.
  public var averagedWeights: [Float] {
    guard !moments.isEmpty, steps > 0 else { return weights }
    return zip(weights, moments).map { $0 - $1 / (steps + 1) }
  }
}
