import ArgumentParser

/// `martlet check`: one kind of sender authentication at a time.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check one kind of sender authentication, and say what was asked and found",
    discussion: """
      With --batch, each line of standard input is a JSON object with what to check, and each line of output the answer, in \
      the same order. Nothing is delivered and nothing is stored.
      """,
    subcommands: [
      SPFCheckCommand.self, DKIMCheckCommand.self, ARCCheckCommand.self, DMARCCheckCommand.self, SenderCheckCommand.self,
    ])
}
