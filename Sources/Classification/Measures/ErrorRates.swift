internal import Glibc

/// The errors of a classifier at one threshold.
public struct ErrorRates: Sendable, Hashable {
  public let hamCount: Int
  public let spamCount: Int
  /// Ham at or above the threshold.
  public let hamErrors: Int
  /// Spam below it.
  public let spamErrors: Int

  public init(_ messages: [ScoredMessage], threshold: Double) {
    spamCount = messages.count { $0.isSpam }
    hamCount = messages.count - spamCount
    hamErrors = messages.count { !$0.isSpam && $0.score >= threshold }
    spamErrors = messages.count { $0.isSpam && $0.score < threshold }
  }

  /// Ham called spam, per cent of all ham; `nil` without ham.
  public var hamMisclassificationPercent: Double? { percent(hamErrors, of: hamCount) }

  /// Spam called ham, per cent of all spam; `nil` without spam.
  public var spamMisclassificationPercent: Double? { percent(spamErrors, of: spamCount) }

  /// The logistic average of both rates in per cent: the rate whose log odds are the mean of theirs (TREC 2005). No errors
  /// count for half a one, because a rate of zero has no odds. `nil` without messages of both classes.
  public var logisticAverageMisclassificationPercent: Double? {
    guard hamCount > 0, spamCount > 0 else { return nil }
    let mean = (logOdds(hamErrors, of: hamCount) + logOdds(spamErrors, of: spamCount)) / 2
    return 100 * Logistic.probability(mean)
  }

  private func percent(_ errors: Int, of count: Int) -> Double? {
    count > 0 ? 100 * Double(errors) / Double(count) : nil
  }

  private func logOdds(_ errors: Int, of count: Int) -> Double {
    let shown = min(max(Double(errors), 0.5), Double(count) - 0.5)
    return log(shown / (Double(count) - shown))
  }
}
