import ArgumentParser
import Classification
import FilterEngine

/// `martlet evaluate`: how well a model, or learning as mail comes in, tells spam from ham.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure a classifier on labelled messages",
    discussion: """
      online: each message is classified and then learnt, in the order of the index; with a model, on top of it. \
      frozen: the model classifies, together with the signals of the scan, and learns nothing. Bulk mail is scored, learnt as no spam, and not counted. A score is a \
      logit: from 0 on a message is called spam.
      """)

  enum EvaluationProtocol: String, ExpressibleByArgument, CaseIterable {
    case online
    case frozen
  }

  @Option(name: .customLong("index"), help: ArgumentHelp("The messages, in order", valueName: "file"))
  var index: String

  @Option(name: .customLong("protocol"), help: "online or frozen")
  var evaluation: EvaluationProtocol = .online

  @Option(help: ArgumentHelp("A model that `martlet train` made (default for frozen: the base model)", valueName: "model"))
  var model: String?

  @Option(help: ArgumentHelp("Write `label score` for each message, in order", valueName: "file"))
  var scores: String?

  @Option(help: ArgumentHelp("Draw the ROC curve", valueName: "svg"))
  var plot: String?

  @OptionGroup var marks: CorpusMarksOption

  func run() throws {
    let corpus = try CorpusIndex(index)
    var run = try makeRun()
    var bar = ProgressBar("evaluating", total: corpus.entries.count)
    for (number, entry) in corpus.entries.enumerated() {
      let content = try MessageInput.read(entry.path)
      run.take(content, label: entry.label)
      bar.advance(to: number + 1)
    }
    bar.finish()
    if let scores { try OutputFile.write(Array(run.scoreLines.utf8), to: scores) }
    if let plot { try OutputFile.write(Array(ROCPlot(run.curve).svg.utf8), to: plot) }
    try Output.json(run.report(protocolName: evaluation.rawValue))
  }

  private func makeRun() throws -> EvaluationRun {
    let reader = LearningReader(marks: marks.marks)
    let model = try model.map(EvaluateCommand.read)
    return switch evaluation {
    case .online: EvaluationRun(reader: reader, learner: FusedLearner(base: model))
    case .frozen: EvaluationRun(reader: reader, model: try model ?? EvaluateCommand.base())
    }
  }

  private static func base() throws(CommandFailure) -> SpamModel {
    guard let model = BaseModel.model else {
      throw CommandFailure(ExitStatus.usage, "this build has no base model; name one with --model")
    }
    return model
  }

  private static func read(_ path: String) throws -> SpamModel {
    let bytes = try MessageInput.read(path)
    do {
      return try SpamModel(reading: ModelBytes(bytes))
    } catch {
      throw CommandFailure(ExitStatus.usage, "\(path): \(error)")
    }
  }
}
