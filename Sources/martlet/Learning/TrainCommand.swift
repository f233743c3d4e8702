import ArgumentParser
import Classification
import FilterEngine

/// `martlet train`: a model from labelled mail.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model from labelled messages",
    discussion: """
      An index has a line for each message: a label (ham, spam, phish or bulk; others are skipped) and a path relative to \
      the index. The same indexes in the same order give the same model, byte for byte. The features of all messages are \
      held in memory: about 10 kB for each.
      """)

  @Option(name: .customLong("index"), parsing: .upToNextOption, help: ArgumentHelp("Indexes to learn from", valueName: "file"))
  var indexes: [String] = []

  @Option(help: ArgumentHelp("Where the model goes", valueName: "model"))
  var output: String

  @OptionGroup var marks: CorpusMarksOption

  func validate() throws {
    if indexes.isEmpty { throw ValidationError("--index names the messages to learn from: --index FILE…") }
  }

  func run() throws {
    let corpora = try indexes.map { path throws(CommandFailure) in try CorpusIndex(path) }
    let start = ProcessorTime.seconds
    let messages = try read(corpora)
    let read = ProcessorTime.seconds
    var bar = ProgressBar("training", total: BaseTraining.rounds(corpora: corpora.count))
    let model = withoutActuallyEscaping({ bar.advance(to: $0) }) { BaseTraining(corpora: messages, report: $0).model() }
    bar.finish()
    try OutputFile.write(model.file, to: output)
    try Output.json(
      TrainingReport(
        model: output, messages: model.messages, octets: model.file.count, readingSeconds: read - start,
        trainingSeconds: ProcessorTime.seconds - read))
  }

  private func read(_ corpora: [CorpusIndex]) throws(CommandFailure) -> [[LabelledEvidence]] {
    var reader = LearningReader(marks: marks.marks)
    var bar = ProgressBar("reading", total: corpora.reduce(0) { $0 + $1.entries.count })
    defer { bar.finish() }
    var done = 0
    var result: [[LabelledEvidence]] = []
    for corpus in corpora {
      var messages: [LabelledEvidence] = []
      messages.reserveCapacity(corpus.entries.count)
      for entry in corpus.entries {
        messages.append(LabelledEvidence(reader.evidence(of: try MessageInput.read(entry.path)), label: entry.label))
        done += 1
        bar.advance(to: done)
      }
      result.append(messages)
    }
    return result
  }
}

/// What `martlet train` prints.
private struct TrainingReport: Encodable {
  let model: String
  let messages: Int
  let octets: Int
  /// Of processor time.
  let readingSeconds: Double
  let trainingSeconds: Double
}
