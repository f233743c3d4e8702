import AdminAPI
import ArgumentParser
import FilterPolicy
import GatewayStorage
import MailTypes

/// `martlet quarantine`
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine", abstract: "See what is kept back, let it go or delete it",
    subcommands: [List.self, Show.self, Release.self, Delete.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List quarantined messages, the newest first")

    @OptionGroup var options: GatewayOptions

    @Option(help: ArgumentHelp("Only from this sender", valueName: "address"))
    var sender: EmailAddress?

    @Option(help: ArgumentHelp("Only to this recipient", valueName: "address"))
    var recipient: EmailAddress?

    @Option(help: ArgumentHelp("Only for this reason, as Spam or Unscannable", valueName: "reason"))
    var reason: String?

    @Option(help: ArgumentHelp("At most so many, 1 to 1000", valueName: "count"))
    var limit = 100

    func run() async throws {
      let query = [
        ("sender", sender.map { "\($0)" }), ("recipient", recipient.map { "\($0)" }), ("reason", reason), ("limit", "\(limit)"),
      ]
      let list = try await options.client().quarantine(query.compactMap { name, value in value.map { (name, $0) } })
      try QuarantineCommand.print(list, options)
    }
  }

  static func print(_ list: QuarantineListDocument, _ options: GatewayOptions) throws {
    if options.isJSON { return try Output.json(list) }
    var table = Table(["ID", "SINCE", "UNTIL", "REASON", "SENDER", "RECIPIENTS", "SUBJECT"], elastic: 6)
    for entry in list.items {
      table.add([
        "\(entry.id)", "\(entry.quarantinedAt.wholeSeconds)", "\(entry.expiresAt.wholeSeconds)",
        entry.reason.rawValue + (entry.releasedAt == nil ? "" : " (released)"), "<\(entry.sender)>",
        ReadableList.text(entry.recipients.map { "\($0)" }), entry.subject,
      ])
    }
    table.print(orElse: "The quarantine is empty.")
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show why one message is kept, or the message itself",
      discussion: "--message prints the original bytes; take care what opens them.")

    @Argument(help: "An id, as `quarantine list` prints it") var id: QueueID

    @Flag(help: "Print the message as it was received")
    var message = false

    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let client = try options.client()
      if message { return try await client.quarantinedMessage(id) { Output.write($0) } }
      let entry = try await client.quarantineEntry(id)
      if options.isJSON { return try Output.json(entry) }
      QuarantineCommand.details(entry).print()
    }
  }

  struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Send messages on to their recipients")

    @Argument(help: "Ids, as `quarantine list` prints them") var ids: [QueueID]
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let client = try options.client()
      for id in ids { try await client.releaseQuarantined(id) }
    }
  }

  struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Delete messages for good")

    @Argument(help: "Ids, as `quarantine list` prints them") var ids: [QueueID]
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let client = try options.client()
      for id in ids { try await client.deleteQuarantined(id) }
    }
  }

  static func details(_ entry: QuarantineDocument) -> Details {
    var details = Details()
    details.add("id", "\(entry.id)")
    details.add("trace", "\(entry.traceID)")
    details.add("organization", entry.organization)
    details.add("reason", entry.reason.rawValue)
    details.add("verdict", entry.verdict?.rawValue)
    details.add("detail", entry.detail)
    details.add("sender", "<\(entry.sender)>")
    for recipient in entry.recipients { details.add("recipient", "\(recipient)") }
    details.add("subject", entry.subject)
    details.add("next hop", "\(entry.nextHop)")
    details.add("since", "\(entry.quarantinedAt.wholeSeconds)")
    details.add("until", "\(entry.expiresAt.wholeSeconds)")
    details.add("released", entry.releasedAt.map { "\($0.wholeSeconds)" })
    return details
  }
}
