import AdminAPI
import ArgumentParser
import GatewayStorage
import MailTypes

// The quarantine by the names of Exchange (eop-spec §6.6). An identity is the id that `martlet quarantine list` shows.

struct GetQuarantineMessage: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "Get-QuarantineMessage", abstract: "List quarantined messages, or show one (see also 'quarantine')")

  @Option(name: .exchange("Identity"), help: ArgumentHelp("Only this message", valueName: "id")) var identity: QueueID?
  @Option(name: .exchange("SenderAddress"), help: ArgumentHelp("Only from this sender", valueName: "address")) var sender:
    EmailAddress?
  @Option(name: .exchange("RecipientAddress"), help: ArgumentHelp("Only to this recipient", valueName: "address"))
  var recipient: EmailAddress?
  @Option(name: .exchange("PageSize"), help: ArgumentHelp("Rows of a page, 1 to 1000", valueName: "count")) var pageSize = 100
  @Option(name: .exchange("Page"), help: ArgumentHelp("Which page, from 1", valueName: "number")) var page = 1
  @OptionGroup var options: GatewayOptions

  func validate() throws {
    if !(1...1000).contains(pageSize) || !(1...1000).contains(page) {
      throw ValidationError("-PageSize and -Page are from 1 to 1000")
    }
  }

  func run() async throws {
    let client = try options.client()
    if let identity {
      let entry = try await client.quarantineEntry(identity)
      if options.isJSON { return try Output.json(entry) }
      return QuarantineCommand.details(entry).print()
    }
    let query = [
      ("sender", sender.map { "\($0)" }), ("recipient", recipient.map { "\($0)" }), ("limit", "\(pageSize)"),
      ("offset", "\((page - 1) * pageSize)"),
    ]
    try QuarantineCommand.print(
      try await client.quarantine(query.compactMap { name, value in value.map { (name, $0) } }), options)
  }
}

struct ReleaseQuarantineMessage: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "Release-QuarantineMessage", abstract: "Send a message on to its recipients (see also 'quarantine release')")

  @Option(name: .exchange("Identity"), help: ArgumentHelp("The message", valueName: "id")) var identity: QueueID
  @Flag(name: .exchange("ReleaseToAll"), help: "To all its recipients, as always here") var releaseToAll = false
  @OptionGroup var options: GatewayOptions

  func run() async throws { try await options.client().releaseQuarantined(identity) }
}

struct DeleteQuarantineMessage: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "Delete-QuarantineMessage", abstract: "Delete a message for good (see also 'quarantine delete')")

  @Option(name: .exchange("Identity"), help: ArgumentHelp("The message", valueName: "id")) var identity: QueueID
  @OptionGroup var options: GatewayOptions

  func run() async throws { try await options.client().deleteQuarantined(identity) }
}
