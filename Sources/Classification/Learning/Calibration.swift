/// Turns a raw logit into one whose logistic function is a probability (Platt, 1999): a line, rising.
public struct Calibration: Sendable, Hashable {
  /// Greater than zero: a larger raw logit never means less.
  public let slope: Double
  public let intercept: Double

  public static let identity = Calibration(slope: 1, intercept: 0)
  /// A slope below this would make every message as likely spam as any other.
  static let leastSlope = 1e-3

  public init(slope: Double, intercept: Double) {
    self.slope = max(slope, Calibration.leastSlope)
    self.intercept = intercept
  }

  public func logit(_ raw: Double) -> Double { slope * raw + intercept }

  /// One message the model was not trained on.
  public struct Sample: Sendable {
    public let raw: Double
    /// What others add to the calibrated logit, as it is: the classifier is to be right together with them.
    public let beside: Double
    public let isSpam: Bool

    public init(raw: Double, beside: Double = 0, isSpam: Bool) {
      self.raw = raw
      self.beside = beside
      self.isSpam = isSpam
    }
  }

  /// The logit by which a sample is judged in the end.
  public func logit(_ sample: Sample) -> Double { logit(sample.raw) + sample.beside }

  /// The line under which the samples are likeliest, each class counted for half of them: nobody knows how much of the next
  /// site's mail is spam. Targets are drawn in from 0 and 1 as Platt does, so that a model that makes no mistakes is not taken
  /// to be infinitely sure. Without samples of both classes, the identity.
  public init(fitting samples: [Sample]) {
    let spam = samples.count { $0.isSpam }
    let ham = samples.count - spam
    guard spam > 0, ham > 0 else {
      self = .identity
      return
    }
    var fit = PlattFit(spam: Double(spam), ham: Double(ham))
    for _ in 0..<PlattFit.stepLimit where fit.step(samples) > 1e-9 {}
    self.init(slope: fit.slope, intercept: fit.intercept)
  }
}

extension Calibration {
  /// The same slope, moved towards ham where more than `percent` of the samples' ham would be called spam: losing an honest
  /// message costs more than letting a spam through. Never moved towards spam.
  public func keepingHam(_ samples: [Sample], errorPercent percent: Double) -> Calibration {
    let ham = samples.filter { !$0.isSpam }.map { logit($0) }.sorted(by: >)
    let allowed = Int(Double(ham.count) * min(max(percent, 0), 100) / 100)
    guard allowed < ham.count, ham[allowed] >= 0 else { return self }
    // A little below even, so that the message at the edge is on the right side of it.
    return Calibration(slope: slope, intercept: intercept - ham[allowed] - 0.01)
  }
}

/// Newton's method over slope and intercept.
private struct PlattFit {
  static let stepLimit = 50
  /// Keeps the two equations solvable where all samples are alike.
  private static let ridge = 1e-6

  var slope = 0.1
  var intercept = 0.0
  private let targets: (ham: Double, spam: Double)
  private let shares: (ham: Double, spam: Double)

  init(spam: Double, ham: Double) {
    targets = (1 / (ham + 2), (spam + 1) / (spam + 2))
    shares = (0.5 / ham, 0.5 / spam)
  }

  /// One step; returns how far it went.
  mutating func step(_ samples: [Calibration.Sample]) -> Double {
    var gradient = (slope: 0.0, intercept: 0.0)
    var curvature = (slope: PlattFit.ridge, both: 0.0, intercept: PlattFit.ridge)
    for sample in samples {
      let probability = Logistic.probability(slope * sample.raw + intercept + sample.beside)
      let share = sample.isSpam ? shares.spam : shares.ham
      let error = share * ((sample.isSpam ? targets.spam : targets.ham) - probability)
      gradient = (gradient.slope + error * sample.raw, gradient.intercept + error)
      let bend = share * probability * (1 - probability)
      curvature.slope += bend * sample.raw * sample.raw
      curvature.both += bend * sample.raw
      curvature.intercept += bend
    }
    let determinant = curvature.slope * curvature.intercept - curvature.both * curvature.both
    guard determinant > 1e-18 else { return 0 }
    let turn = (gradient.slope * curvature.intercept - gradient.intercept * curvature.both) / determinant
    let shift = (gradient.intercept * curvature.slope - gradient.slope * curvature.both) / determinant
    // Far from the end Newton's steps may overshoot.
    let damping = min(1, 0.5 / max(abs(turn), 1e-12), 2 / max(abs(shift), 1e-12))
    slope += damping * turn
    intercept += damping * shift
    return abs(turn) + abs(shift)
  }
}
