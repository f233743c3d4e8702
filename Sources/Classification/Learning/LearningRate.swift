/// How far a message moves the weights: far while little is known, less later on.
public struct LearningRate: Sendable, Hashable {
  /// What the rate falls to.
  public var final: Float
  /// How many times `final` is added at the start.
  public var boost: Float
  /// Messages after which half of the boost is gone.
  public var halfLife: Float

  /// Measured: a constant rate of 3 is right for tens of thousands of messages, 12 for the first thousands.
  public static let standard = LearningRate(final: 3, boost: 4, halfLife: 4000)

  public init(final: Float, boost: Float, halfLife: Float) {
    self.final = final
    self.boost = boost
    self.halfLife = halfLife
  }

  /// The rate for the message after `steps` others.
  public func rate(after steps: Float) -> Float {
    final * (1 + boost / (1 + steps / halfLife))
  }
}
