import ArgumentParser

/// What all checks take.
struct CheckOptions: ParsableArguments {
  @Flag(name: .customLong("batch"), help: "Read one JSON object a line from standard input, answer one a line")
  var isBatch = false

  @Option(help: ArgumentHelp("Take DNS answers from a zone file, JSON or RFC 1035 master file", valueName: "file"))
  var zone: String?

  @Flag(name: .customLong("json"), help: "One JSON object in place of lines for people")
  var isJSON = false
}
