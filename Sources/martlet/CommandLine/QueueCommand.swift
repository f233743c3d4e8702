import AdminAPI
import ArgumentParser
import GatewayStorage
import MailTypes

/// `martlet queue`
struct QueueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: "See and steer the mail that waits for delivery",
    subcommands: [List.self, Show.self, Hold.self, Release.self, Delete.self, Flush.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List queued copies, the oldest first")

    @OptionGroup var options: GatewayOptions

    @Flag(help: "Only those that are held")
    var held = false

    @Option(help: ArgumentHelp("Only from this sender; nothing for reports", valueName: "address"))
    var sender: String?

    @Option(help: ArgumentHelp("Only to this recipient", valueName: "address"))
    var recipient: String?

    @Option(help: ArgumentHelp("Only to this next hop", valueName: "hop"))
    var nextHop: NextHop?

    @Option(help: ArgumentHelp("At most so many, 1 to 1000", valueName: "count"))
    var limit = 100

    func run() async throws {
      let query = [
        ("held", held ? "true" : nil), ("sender", sender), ("recipient", recipient), ("nextHop", nextHop.map { "\($0)" }),
        ("limit", "\(limit)"),
      ]
      let list = try await options.client().queue(query.compactMap { name, value in value.map { (name, $0) } })
      if options.isJSON { return try Output.json(list) }
      var table = Table(["ID", "RECEIVED", "SIZE", "TRIES", "STATE", "SENDER", "RECIPIENTS", "LAST REPLY"], elastic: 7)
      for item in list.items { table.add(QueueCommand.row(item)) }
      table.print(orElse: "The queue is empty.")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one copy and what its next hop answered")

    @Argument(help: "An id, as `queue list` prints it") var id: QueueID
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let item = try await options.client().queueItem(id)
      if options.isJSON { return try Output.json(item) }
      QueueCommand.details(item).print()
    }
  }

  struct Hold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Keep copies from being delivered until they are released")

    @Argument(help: "Ids, as `queue list` prints them") var ids: [QueueID]
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let client = try options.client()
      for id in ids { try await client.hold(id) }
    }
  }

  struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Deliver held copies after all")

    @Argument(help: "Ids, as `queue list` prints them") var ids: [QueueID]
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let client = try options.client()
      for id in ids { try await client.release(id) }
    }
  }

  struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete copies for good; nobody is told, and other copies of the message stay")

    @Argument(help: "Ids, as `queue list` prints them") var ids: [QueueID]
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let client = try options.client()
      for id in ids { try await client.delete(id) }
    }
  }

  struct Flush: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Try everything that waits again, now")

    @Option(help: ArgumentHelp("Only what goes to this next hop", valueName: "hop"))
    var nextHop: NextHop?

    @OptionGroup var options: GatewayOptions

    func run() async throws { try await options.client().flush(nextHop) }
  }

  private static func row(_ item: QueueDocument) -> [String] {
    [
      "\(item.id)", "\(item.receivedAt.wholeSeconds)", ReadableSize.text(item.size), "\(item.attempts)", item.state.rawValue,
      "<\(item.sender)>", ReadableList.text(item.recipients.filter { $0.state == .pending }.map { "\($0.address)" }),
      item.history.last?.reply ?? "",
    ]
  }

  private static func details(_ item: QueueDocument) -> Details {
    var details = Details()
    details.add("id", "\(item.id)")
    details.add("trace", "\(item.traceID)")
    details.add("organization", item.organization)
    details.add("state", item.state.rawValue + (item.holdReason.map { " (\($0.rawValue))" } ?? ""))
    details.add("sender", "<\(item.sender)>")
    for recipient in item.recipients { details.add("recipient", "\(recipient.address) (\(recipient.state.rawValue))") }
    details.add("next hop", "\(item.nextHop)")
    details.add("size", ReadableSize.text(item.size))
    details.add("received", "\(item.receivedAt.wholeSeconds)")
    details.add("tries", "\(item.attempts)")
    details.add("next try", item.state == .held ? nil : "\(item.nextAttempt.wholeSeconds)")
    details.add("expires", "\(item.expiresAt.wholeSeconds)")
    for attempt in item.history {
      details.add("\(attempt.time.wholeSeconds)", "\(attempt.recipient) at \(attempt.relay): \(attempt.reply)")
    }
    return details
  }
}
