import Classification
import FilterEngine

/// One run over a corpus: judges each message, learns it where learning is on, and keeps score and time.
struct EvaluationRun {
  /// From this logit on a message is called spam: as likely as not.
  static let threshold = 0.0

  private var reader: LearningReader
  /// One of the two judges.
  private var learner: FusedLearner?
  private let model: SpamModel?
  private var messages: [(label: MessageLabel, score: Double)] = []
  private var effort = EvaluationReport.Effort()

  /// Learns each message after judging it.
  init(reader: LearningReader, learner: FusedLearner) {
    self.reader = reader
    self.learner = learner
    model = nil
  }

  /// Learns nothing.
  init(reader: LearningReader, model: SpamModel) {
    self.reader = reader
    self.model = model
  }

  mutating func take(_ content: [UInt8], label: MessageLabel) {
    let start = ProcessorTime.seconds
    let evidence = reader.evidence(of: content)
    let read = ProcessorTime.seconds
    messages.append((label, score(evidence, isSpam: label.isSpam)))
    effort.reading += read - start
    effort.classifying += ProcessorTime.seconds - read
    effort.octets += content.count
  }

  var curve: ErrorCurve {
    ErrorCurve(messages.filter(\.label.isCounted).map { ScoredMessage(score: $0.score, isSpam: $0.label.isSpam) })
  }

  /// `label score` for each message, in order.
  var scoreLines: String { messages.map { "\($0.label.rawValue) \($0.score)\n" }.joined() }

  func report(protocolName: String) -> EvaluationReport {
    EvaluationReport(messages, protocolName: protocolName, threshold: EvaluationRun.threshold, effort: effort)
  }

  /// The logit of spam: of the scan under a model, of the classifier alone where it learns; then the label is learnt.
  private mutating func score(_ evidence: MessageEvidence, isSpam: Bool) -> Double {
    if let model { return evidence.logit(under: model) }
    guard let judgement = learner?.judge(evidence.features) else { return 0 }
    learner?.learn(evidence.features, isSpam: isSpam, judged: judgement)
    return judgement.logit
  }
}
