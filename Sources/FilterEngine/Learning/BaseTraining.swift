public import Classification

/// Trains a model for sites that it has never seen. Calibrated on mail it was not trained on: the corpora are dealt to a few
/// parts, a single one is cut into halves, and each part is judged by a model of the others.
public struct BaseTraining {
  /// Parts for calibration: each costs a training.
  static let partLimit = 3
  /// Ham of corpora that were held out which may be called spam, per cent: a new site's honest mail comes first.
  static let hamErrorPercent = 0.1
  /// Rounds of training: a model for each part held out, and one of everything.
  public static func rounds(corpora: Int) -> Int { max(2, min(corpora, partLimit)) + 1 }

  private let parts: [[LabelledFeatures]]
  private let report: (Int) -> Void

  /// `report` is told after each round how many are done.
  public init(corpora: [[LabelledFeatures]], report: @escaping (Int) -> Void = { _ in }) {
    parts = corpora.count == 1 ? BaseTraining.halves(corpora[0]) : BaseTraining.dealt(corpora)
    self.report = report
  }

  public func model() -> SpamModel {
    var samples: [Calibration.Sample] = []
    for index in parts.indices {
      samples += judged(parts[index], by: trained(without: index))
      report(index + 1)
    }
    let whole = trained(without: nil)
    report(parts.count + 1)
    let calibration = Calibration(fitting: samples).keepingHam(samples, errorPercent: BaseTraining.hamErrorPercent)
    return whole.calibrated(calibration, messages: parts.reduce(0) { $0 + $1.count })
  }

  private func trained(without held: Int?) -> SpamModel {
    var trainer = ModelTrainer()
    for _ in 0..<ModelTrainer.passes {
      for index in parts.indices where index != held {
        for message in parts[index] { trainer.learn(message.features, isSpam: message.label.isSpam) }
      }
    }
    return trainer.model()
  }

  private func judged(_ messages: [LabelledFeatures], by model: SpamModel) -> [Calibration.Sample] {
    messages.filter(\.label.isCounted).map {
      Calibration.Sample(raw: model.rawLogit(of: $0.features), isSpam: $0.label.isSpam)
    }
  }

  private static func dealt(_ corpora: [[LabelledFeatures]]) -> [[LabelledFeatures]] {
    var parts = [[LabelledFeatures]](repeating: [], count: min(corpora.count, partLimit))
    for (index, corpus) in corpora.enumerated() { parts[index % partLimit] += corpus }
    return parts
  }

  private static func halves(_ messages: [LabelledFeatures]) -> [[LabelledFeatures]] {
    let middle = messages.count / 2
    return [Array(messages[..<middle]), Array(messages[middle...])]
  }
}
