import AdminAPI
import ArgumentParser
import FilterPolicy
import MailTypes
import MessageServices

extension PolicyCommand {
  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Judge past mail again under a draft, and show what would change",
      discussion: """
        Nothing is changed and nothing is sent. Mail is judged from what its scan found, by present lists, recipients and groups. \
        Exit status 1 where anything would have been treated otherwise. What is not stored any more is counted apart.
        """)

    @Option(
      help: ArgumentHelp("The draft, a file as `martlet export` writes it (default: what is in force)", valueName: "file"))
    var policies: String?

    @Option(help: ArgumentHelp("Mail received from then on: a time, a day, or how long ago", valueName: "time"))
    var since: TraceTime = .ago(hours: 7 * 24)

    @Option(help: ArgumentHelp("Only copies of this recipient", valueName: "address")) var recipient: EmailAddress?

    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let client = try options.gateway.client()
      let draft = if let policies { try PolicyFile.read(policies) } else { try await options.policies() }
      let query = [("since", "\(since.time)")] + (recipient.map { [("recipient", "\($0)")] } ?? [])
      let replay = try await client.replayPolicies(PolicyOrder(policies: draft.node()), options.query + query)
      if options.gateway.isJSON { try Output.json(replay) } else { print(replay) }
      if replay.changed > 0 { throw ExitCode(ExitStatus.negative) }
    }

    private func print(_ replay: ReplayDocument) {
      Output.write(
        "\(replay.messages) messages since \(replay.since.wholeSeconds), \(replay.copies) copies judged again: "
          + "\(replay.changed) would have been treated otherwise.\n")
      if replay.untold > 0 { Output.write("\(replay.untold) cannot be told: what their scan found is not stored.\n") }
      ReplayText.show(replay)
    }
  }
}

/// What would change, for people.
enum ReplayText {
  static func show(_ replay: ReplayDocument) {
    guard replay.changed > 0 else { return }
    var counts = Table(["COPIES", "WAS", "WOULD BE"], elastic: 2)
    for count in replay.changes {
      counts.add(["\(count.copies)", text(count.change.from), text(count.change.to)])
    }
    counts.print(orElse: "")
    Output.write("\n")
    var examples = Table(["TRACE", "RECIPIENT", "WAS", "WOULD BE", "POLICY"], elastic: 1)
    for example in replay.examples {
      examples.add([
        "\(example.traceID)", "\(example.recipient)", text(example.change.from), text(example.change.to),
        example.fromPolicy == example.toPolicy ? example.toPolicy : "\(example.fromPolicy) → \(example.toPolicy)",
      ])
    }
    examples.print(orElse: "")
  }

  private static func text(_ outcome: PolicyReplay.Outcome) -> String {
    "\(outcome.verdict.rawValue), \(outcome.action.rawValue)"
  }
}
