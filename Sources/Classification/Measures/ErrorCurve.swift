/// The errors of a classifier at every threshold: its ROC curve. A message is called spam where its score is at or above the
/// threshold.
public struct ErrorCurve: Sendable {
  /// Both kinds of error at one threshold.
  public struct Point: Sendable, Hashable {
    /// Called spam.
    public let ham: Int
    /// Called ham.
    public let spam: Int
  }

  public let hamCount: Int
  public let spamCount: Int
  /// From the threshold that calls everything spam to the one that calls nothing so. Equal scores are one step.
  public let points: [Point]

  public init(_ messages: [ScoredMessage]) {
    let sorted = messages.sorted { $0.score < $1.score }
    let spamCount = messages.count { $0.isSpam }
    var ham = messages.count - spamCount
    var spam = 0
    var points = [Point(ham: ham, spam: 0)]
    for (index, message) in sorted.enumerated() {
      if message.isSpam { spam += 1 } else { ham -= 1 }
      if index + 1 == sorted.count || sorted[index + 1].score != message.score { points.append(Point(ham: ham, spam: spam)) }
    }
    self.hamCount = messages.count - spamCount
    self.spamCount = spamCount
    self.points = points
  }

  /// The area above the ROC curve in per cent: how often a spam scores below a ham, both drawn at random, ties counted for
  /// half (Cormack and Lynam, TREC 2005). 0 is perfect, 50 is guessing; `nil` without messages of both classes.
  public var oneMinusROCAPercent: Double? {
    guard hamCount > 0, spamCount > 0 else { return nil }
    var area = 0.0
    for (point, next) in zip(points, points.dropFirst()) {
      area += Double(next.spam - point.spam) * Double(point.ham + next.ham) / 2
    }
    return 100 * area / (Double(hamCount) * Double(spamCount))
  }

  /// The share of spam that is missed where at most `percent` of the ham is called spam, in per cent; the best threshold of
  /// that kind. `nil` without messages of both classes.
  public func spamMissedPercent(atHamErrorPercent percent: Double) -> Double? {
    guard hamCount > 0, spamCount > 0 else { return nil }
    let allowed = Double(hamCount) * percent / 100
    let best = points.first { Double($0.ham) <= allowed }
    return best.map { 100 * Double($0.spam) / Double(spamCount) }
  }
}
