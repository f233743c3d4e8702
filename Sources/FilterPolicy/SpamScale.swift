internal import Glibc

/// How a spam score becomes a probability: the logistic function, one half at the midpoint. The scale is a convention until
/// a trained classifier calibrates it: five is spam, as administrators of other filters expect.
public enum SpamScale {
  /// The score at which a message is as likely spam as not.
  public static let midpoint = 5.0

  /// Strictly increasing within the range of a Double, 0…1.
  public static func probability(ofScore score: Double) -> Double {
    1 / (1 + exp(midpoint - score))
  }

  /// With so many points more of score; 0 changes nothing, not even the last digit.
  static func probability(_ probability: Double, raisedBy points: Double) -> Double {
    guard points != 0, let score = score(ofProbability: probability) else { return probability }
    return self.probability(ofScore: score + points)
  }

  /// The inverse; `nil` for 0, 1 and what is no probability.
  public static func score(ofProbability probability: Double) -> Double? {
    guard probability > 0, probability < 1 else { return nil }
    return midpoint + log(probability / (1 - probability))
  }

  /// Two decimals for people, rounded up so that the figure named is enough.
  static func hundredths(_ score: Double) -> String {
    let value = (score * 100).rounded(.up) / 100
    return "\(value)"
  }
}
