import AdminAPI
import ArgumentParser
import FilterPolicy
import GatewayStorage
import MailTypes

/// `martlet trace`
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "See what became of messages, and why",
    discussion: "A row for each recipient of a message, kept for `trace.retentionDays`.",
    subcommands: [Search.self, Show.self, Explain.self])

  /// A Message-ID with the angle brackets that belong to it.
  static func bracketed(_ id: String) -> String { id.hasPrefix("<") ? id : "<\(id)>" }

  struct Search: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find messages, the newest first",
      discussion: """
        Addresses may have wildcards: --sender '*@contoso.com'. Without --since, the last 48 hours are searched. A full page ends \
        with what --after takes to see the next.
        """)

    @OptionGroup var options: GatewayOptions

    @Option(help: ArgumentHelp("Only from senders like this; <> for reports", valueName: "pattern"))
    var sender: String?

    @Option(help: ArgumentHelp("Only to recipients like this", valueName: "pattern"))
    var recipient: String?

    @Option(
      name: [.long, .customLong("from")],
      help: ArgumentHelp("Not before: 2026-11-23T09:00:00Z, or as long ago as 30m, 48h, 10d", valueName: "time"))
    var since: TraceTime = .ago(hours: 48)

    @Option(help: ArgumentHelp("Not at this time or later", valueName: "time"))
    var until: TraceTime?

    @Option(help: ArgumentHelp("Only with this status", valueName: "status"))
    var status: TraceStatus?

    @Option(help: ArgumentHelp("Only with this Message-ID; the angle brackets may be left out", valueName: "id"))
    var messageID: String?

    @Option(help: ArgumentHelp("Only with this in the subject", valueName: "text"))
    var subject: String?

    @Option(help: ArgumentHelp("Only from this client address", valueName: "address"))
    var client: String?

    @Option(help: ArgumentHelp("Only of this organization", valueName: "name"))
    var organization: String?

    @Option(help: ArgumentHelp("At most so many rows, 1 to 1000", valueName: "count"))
    var limit = 100

    @Option(help: ArgumentHelp("The page after the one that ended with this", valueName: "cursor"))
    var after: String?

    func run() async throws {
      let list = try await options.client().traces(query)
      if options.isJSON { return try Output.json(list) }
      var table = Table(["RECEIVED", "STATUS", "SENDER", "RECIPIENT", "SUBJECT", "TRACE"], elastic: 4)
      for row in list.items {
        table.add([
          "\(row.received.wholeSeconds)", row.status.rawValue, "<\(row.sender)>", "\(row.recipient)", row.subject,
          "\(row.traceID)",
        ])
      }
      table.print(orElse: "No message is like that.")
      if let next = list.next { Output.write("More with --after '\(Output.printable(next))'\n") }
    }

    private var query: [(String, String)] {
      let all = [
        ("sender", sender), ("recipient", recipient), ("since", "\(since.time)"), ("until", until.map { "\($0.time)" }),
        ("status", status?.rawValue), ("messageID", messageID.map(TraceCommand.bracketed)), ("subject", subject),
        ("client", client),
        ("organization", organization), ("limit", "\(limit)"), ("after", after),
      ]
      return all.compactMap { name, value in value.map { (name, $0) } }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show one message: who got what, why, and what happened when")

    @OptionGroup var message: MessageOptions

    func run() async throws {
      let found = try await message.ofRecipient(message.options.client().trace(message.id, organization: message.organization))
      if message.options.isJSON { return try Output.json(found) }
      for trace in found.items { TraceText.print(trace) }
    }
  }

  struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Draw what a message was judged by, each step to the decision, and what would change it",
      discussion: """
        What would change it is tried under the policies and lists in force now. Where these decide otherwise than those then \
        in force, both are shown.
        """)

    @OptionGroup var message: MessageOptions

    func run() async throws {
      let found = try await message.ofRecipient(
        message.options.client().traceExplanation(message.id, organization: message.organization))
      if message.options.isJSON { return try Output.json(found) }
      for trace in found.items { TraceExplanation(trace, hasColor: Terminal.hasColor).print() }
    }
  }

  /// Which message, and which of its recipients.
  struct MessageOptions: ParsableArguments {
    @Argument(help: "A trace id, as `trace search` and the log show it") var id: TraceID

    @Option(help: ArgumentHelp("Only this recipient", valueName: "address"))
    var recipient: EmailAddress?

    @Option(help: ArgumentHelp("Only of this organization", valueName: "name"))
    var organization: String?

    @OptionGroup var options: GatewayOptions

    func ofRecipient(_ found: TracesDocument) -> TracesDocument {
      guard let recipient else { return found }
      var found = found
      for index in found.items.indices {
        found.items[index].recipients.removeAll { $0.address.key != recipient.key }
      }
      return found
    }
  }
}
