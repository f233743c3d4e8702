public import Classification

/// Trains a model for sites that it has never seen. Calibrated on mail it was not trained on: the corpora are dealt to a few
/// parts, a single one is cut into halves, and each part is judged by a model of the others.
public struct BaseTraining {
  /// Parts for calibration: each costs a training.
  static let partLimit = 3
  /// Ham of corpora that were held out which may be called spam, per cent. A corpus that is held out is stranger to its
  /// judges than a new site is to the whole model; `Docs/model-card.md` has what became of it.
  static let hamErrorPercent = 1.0
  /// Rounds of training: a model for each part held out, and one of everything.
  public static func rounds(corpora: Int) -> Int { max(2, min(corpora, partLimit)) + 1 }

  private let parts: [[[LabelledEvidence]]]
  private let report: (Int) -> Void

  /// `report` is told after each round how many are done.
  public init(corpora: [[LabelledEvidence]], report: @escaping (Int) -> Void = { _ in }) {
    parts = corpora.count == 1 ? BaseTraining.halves(corpora[0]).map { [$0] } : BaseTraining.dealt(corpora)
    self.report = report
  }

  public func model() -> SpamModel {
    var samples: [Calibration.Sample] = []
    for index in parts.indices {
      let model = trained(without: index)
      for corpus in parts[index] { samples += judged(corpus, by: model) }
      report(index + 1)
    }
    let whole = trained(without: nil)
    report(parts.count + 1)
    let calibration = Calibration(fitting: samples).keepingHam(samples, errorPercent: BaseTraining.hamErrorPercent)
    return whole.calibrated(calibration, messages: parts.joined().reduce(0) { $0 + $1.count })
  }

  private func trained(without held: Int?) -> SpamModel {
    var trainer = ModelTrainer()
    let order = TrainingOrder(parts.indices.filter { $0 != held }.flatMap { parts[$0] })
    for _ in 0..<ModelTrainer.passes {
      for message in order.messages { trainer.learn(message.evidence.features, isSpam: message.label.isSpam) }
    }
    return trainer.model()
  }

  private func judged(_ messages: [LabelledEvidence], by model: SpamModel) -> [Calibration.Sample] {
    messages.filter(\.label.isCounted).map {
      Calibration.Sample(
        raw: model.rawLogit(of: $0.evidence.features), beside: $0.evidence.signalWeight, isSpam: $0.label.isSpam)
    }
  }

  private static func dealt(_ corpora: [[LabelledEvidence]]) -> [[[LabelledEvidence]]] {
    var parts = [[[LabelledEvidence]]](repeating: [], count: min(corpora.count, partLimit))
    for (index, corpus) in corpora.enumerated() { parts[index % partLimit].append(corpus) }
    return parts
  }

  private static func halves(_ messages: [LabelledEvidence]) -> [[LabelledEvidence]] {
    let middle = messages.count / 2
    return [Array(messages[..<middle]), Array(messages[middle...])]
  }
}
