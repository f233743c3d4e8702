import Classification
import Testing

struct LearnerTests {
  @Test("What was learnt is known; the same messages in the same order give the same judgements, bit by bit")
  func online() throws {
    func run() -> [Double] {
      var learner = FusedLearner()
      return LearningFixture.messages(400).map { message in
        let judgement = learner.judge(message.features)
        learner.learn(message.features, isSpam: message.isSpam, judged: judgement)
        return judgement.logit
      }
    }
    let logits = run()
    #expect(logits.map(\.bitPattern) == run().map(\.bitPattern))
    let scored = zip(logits, LearningFixture.messages(400)).map { ScoredMessage(score: $0, isSpam: $1.isSpam) }
    let area = try #require(ErrorCurve(Array(scored.suffix(200))).oneMinusROCAPercent)
    #expect(area < 1)
  }

  @Test("Training twice gives the same file, byte for byte")
  func reproducible() {
    #expect(LearningFixture.model().file == LearningFixture.file)
  }

  @Test("A trained model tells mail it has not seen")
  func generalises() throws {
    let model = LearningFixture.shared
    let scored = LearningFixture.messages(200, seed: 99).map {
      ScoredMessage(score: model.logit(of: $0.features), isSpam: $0.isSpam)
    }
    #expect(try #require(ErrorCurve(scored).oneMinusROCAPercent) < 1)
  }

  @Test("On top of a base model its judgement counts from the first message on")
  func base() throws {
    let learner = FusedLearner(base: LearningFixture.shared)
    let scored = LearningFixture.messages(100, seed: 5).map {
      ScoredMessage(score: learner.judge($0.features).logit, isSpam: $0.isSpam)
    }
    #expect(try #require(ErrorCurve(scored).oneMinusROCAPercent) < 1)
  }

  @Test("Contributions of all features and the intercept add up to the logit")
  func contributions() throws {
    let model = LearningFixture.shared
    let features = try #require(LearningFixture.messages(1, seed: 3).first).features
    let all = model.heaviest(of: features, limit: features.count)
    #expect(all.count == features.count)
    let sum = all.reduce(model.calibration.intercept) { $0 + $1.amount }
    #expect(abs(sum - model.logit(of: features)) < 1e-3)
    let few = model.heaviest(of: features, limit: 5)
    #expect(few == Array(all.prefix(5)))
    #expect(zip(few, few.dropFirst()).allSatisfy { abs($0.amount) >= abs($1.amount) })
  }

  @Test("A feature counts once, and a message leaves nothing behind for the next")
  func collector() {
    var collector = FeatureCollector()
    for hash in [7, 7, 8] as [UInt64] { collector.add(hash, to: .words, named: "") }
    collector.add(7, to: .form, named: "")
    #expect(collector.finish().count == 3)
    #expect(collector.finish().count == 0)
    collector.add(7, to: .words, named: "")
    #expect(collector.finish()[.words].count == 1)
  }

  @Test("A message without features is as likely spam as not")
  func empty() {
    #expect(FusedLearner().judge(FeatureSet()).logit == 0)
    #expect(LearningFixture.shared.rawLogit(of: FeatureSet()) == 0)
  }
}
