/// What a classifier said of a message whose label is known.
public struct ScoredMessage: Sendable, Hashable {
  /// Larger is spammier.
  public let score: Double
  public let isSpam: Bool

  public init(score: Double, isSpam: Bool) {
    self.score = score
    self.isSpam = isSpam
  }
}
