import Classification
import Testing

/// The measures against values worked out by hand.
struct MeasureTests {
  private func messages(ham: [Double], spam: [Double]) -> [ScoredMessage] {
    ham.map { ScoredMessage(score: $0, isSpam: false) } + spam.map { ScoredMessage(score: $0, isSpam: true) }
  }

  @Test("A spam below a ham is one wrong pair of all pairs; a tie is half of one")
  func area() {
    // Pairs: (1,2) right, (1,4) right, (3,2) wrong, (3,4) right: 1 of 4.
    #expect(ErrorCurve(messages(ham: [1, 3], spam: [2, 4])).oneMinusROCAPercent == 25)
    #expect(ErrorCurve(messages(ham: [1], spam: [1])).oneMinusROCAPercent == 50)
    #expect(ErrorCurve(messages(ham: [1, 2], spam: [3, 4])).oneMinusROCAPercent == 0)
    #expect(ErrorCurve(messages(ham: [3, 4], spam: [1, 2])).oneMinusROCAPercent == 100)
  }

  @Test("Without both classes there is nothing to measure")
  func oneClass() {
    let curve = ErrorCurve(messages(ham: [1, 2], spam: []))
    #expect(curve.oneMinusROCAPercent == nil)
    #expect(curve.spamMissedPercent(atHamErrorPercent: 0.1) == nil)
    let rates = ErrorRates(messages(ham: [1, -1], spam: []), threshold: 0)
    #expect(rates.hamMisclassificationPercent == 50)
    #expect(rates.spamMisclassificationPercent == nil)
    #expect(rates.logisticAverageMisclassificationPercent == nil)
  }

  @Test("Errors at a threshold: at it is spam, below it is ham")
  func rates() {
    let rates = ErrorRates(messages(ham: [-3, -2, -1, 0], spam: [-0.5, 1, 2, 3]), threshold: 0)
    #expect(rates.hamErrors == 1 && rates.spamErrors == 1)
    #expect(rates.hamMisclassificationPercent == 25)
    // Equal rates: their logistic average is the rate itself.
    #expect(abs((rates.logisticAverageMisclassificationPercent ?? 0) - 25) < 1e-9)
  }

  @Test("No errors count for half a one in the logistic average")
  func noErrors() throws {
    // Rates 0.5/10 and 0.5/10.
    let rates = ErrorRates(
      messages(ham: Array(repeating: -1, count: 10), spam: Array(repeating: 1, count: 10)), threshold: 0)
    let average = try #require(rates.logisticAverageMisclassificationPercent)
    #expect(abs(average - 5) < 1e-9)
  }

  @Test("Spam missed at a ham error takes the lowest threshold that keeps it")
  func missed() {
    let ham = (0..<1000).map { Double($0) / 1000 }
    // One ham of a thousand may be wrong: the threshold lies just above the second highest, 0.998.
    let curve = ErrorCurve(messages(ham: ham, spam: [0.5, 0.998, 0.9985, 2]))
    #expect(curve.spamMissedPercent(atHamErrorPercent: 0.1) == 50)
    #expect(curve.spamMissedPercent(atHamErrorPercent: 0.01) == 75)
    #expect(curve.spamMissedPercent(atHamErrorPercent: 100) == 0)
  }
}
