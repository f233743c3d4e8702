import Classification

/// Made-up mail: each message has words of its class, words of both, and a few of its own.
enum LearningFixture {
  static func messages(_ count: Int, seed: UInt64 = 1) -> [(features: FeatureSet, isSpam: Bool)] {
    var random = seed
    var collector = FeatureCollector()
    func next(_ bound: UInt64) -> UInt64 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (random >> 33) % bound
    }
    return (0..<count).map { _ in
      let isSpam = next(2) == 0
      for view in FeatureView.allCases {
        for _ in 0..<20 { collector.add(next(500) + (isSpam && next(2) == 0 ? 1000 : 2000), to: view, named: "") }
      }
      return (collector.finish(), isSpam)
    }
  }

  /// Made once: training takes its time without an optimiser.
  static let shared = model()
  static let file = shared.file

  static func model(_ count: Int = 300) -> SpamModel {
    var trainer = ModelTrainer()
    for message in messages(count) { trainer.learn(message.features, isSpam: message.isSpam) }
    return trainer.model(calibration: Calibration(slope: 1.5, intercept: -0.25), messages: count)
  }
}
