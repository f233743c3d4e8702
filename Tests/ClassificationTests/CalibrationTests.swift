import Classification
import Glibc
import Testing

struct CalibrationTests {
  @Test("Probabilities agree with how often it was so")
  func fits() {
    // Of 100 messages with raw logit 1, 80 are spam; of 100 with −1, 20 are.
    let samples = (0..<100).flatMap { index in
      [Calibration.Sample(raw: 1, isSpam: index < 80), Calibration.Sample(raw: -1, isSpam: index < 20)]
    }
    let calibration = Calibration(fitting: samples)
    #expect(abs(Logistic.probability(calibration.logit(1)) - 0.8) < 0.02)
    #expect(abs(Logistic.probability(calibration.logit(-1)) - 0.2) < 0.02)
  }

  @Test("A larger raw logit never means a smaller probability, whatever the samples", arguments: [1.0, -1.0])
  func rises(direction: Double) {
    let samples = (0..<50).map { Calibration.Sample(raw: direction * Double($0 - 25), isSpam: $0 > 20) }
    let calibration = Calibration(fitting: samples)
    let probabilities = stride(from: -40.0, through: 40, by: 0.5).map { Logistic.probability(calibration.logit($0)) }
    #expect(zip(probabilities, probabilities.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(calibration.slope > 0)
  }

  @Test("Classes that a line parts without error do not make it infinitely sure")
  func separable() {
    let samples = (0..<50).map { Calibration.Sample(raw: Double($0) - 24.5, isSpam: $0 >= 25) }
    let calibration = Calibration(fitting: samples)
    #expect(calibration.slope.isFinite && calibration.slope < 20)
  }

  @Test("Ham above the line moves it until no more than allowed is left, and never the other way")
  func keepsHam() {
    let ham = (0..<1000).map { Calibration.Sample(raw: Double($0) / 100 - 5, isSpam: false) }
    let kept = Calibration.identity.keepingHam(ham, errorPercent: 0.5)
    #expect(ham.count { kept.logit($0.raw) >= 0 } == 5)
    #expect(kept.slope == 1)
    let safe = Calibration(slope: 1, intercept: -20)
    #expect(safe.keepingHam(ham, errorPercent: 0.5) == safe)
  }

  @Test("Samples of one class leave the logit as it is")
  func oneClass() {
    #expect(Calibration(fitting: [Calibration.Sample(raw: 3, isSpam: true)]) == .identity)
  }

  @Test("The logistic function without a C library agrees with the one of the C library")
  func logistic() {
    for logit in stride(from: -30.0, through: 30, by: 0.37) {
      #expect(abs(Logistic.probability(logit) - 1 / (1 + exp(-logit))) < 1e-15)
    }
    #expect(Logistic.probability(.nan) == 0.5)
    #expect(Logistic.probability(.infinity) > 0.999_999)
    #expect(Logistic.probability(-.infinity) < 0.000_001)
  }
}
