import ArgumentParser
import FilterEngine

/// Marks of a whole corpus that are blanked before any feature is taken.
struct CorpusMarksOption: ParsableArguments {
  @Option(
    name: .customLong("blank"),
    help: ArgumentHelp(
      "A text that marks the corpus and not the message; blanked before reading, may be repeated (default: "
        + CorpusMarks.known.texts.joined(separator: ", ") + ")", valueName: "text"))
  var texts: [String] = []

  @Flag(name: .customLong("no-blank"), help: "Blank nothing")
  var isOff = false

  var marks: CorpusMarks {
    if isOff { return CorpusMarks([]) }
    return texts.isEmpty ? .known : CorpusMarks(texts)
  }
}
