import AdminAPI
import ArgumentParser
import FilterPolicy

/// `martlet spoof`
struct SpoofCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spoof", abstract: "See who sends as whom without proof, and allow or block pairs",
    discussion: """
      A pair is whom mail says to come from and where it does come from: "contoso.com, fabrikam.com", "chris@contoso.com, \
      192.0.2.0/24", "*, fabrikam.com". Where it comes from is the domain of the client's confirmed name, the domain of a \
      signature that verifies, or the client's /24. A block wins over an allowance.
      """,
    subcommands: [List.self, Pairs.self, Allow.self, Block.self, Remove.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the senders that are not proven to be whom they say, the most messages first")

    @Option(help: ArgumentHelp("Only what was seen in so many days, 1 to 30", valueName: "days"))
    var days = 7

    @Option(help: ArgumentHelp("Only of this organization", valueName: "name"))
    var organization: String?

    @Option(help: ArgumentHelp("At most so many, 1 to 1000", valueName: "count"))
    var limit = 100

    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let query = [("days", "\(days)"), ("limit", "\(limit)")] + (organization.map { [("organization", $0)] } ?? [])
      let list = try await options.client().spoofedSenders(query)
      if options.isJSON { return try Output.json(list) }
      var table = Table(
        ["SPOOFED USER", "SENT FROM", "MESSAGES", "WANTED", "LAST SEEN", "TYPE", "ACTION", "ORGANIZATION"], elastic: 0)
      for sender in list.items {
        table.add([
          sender.spoofedUser, sender.sendingInfrastructure, "\(sender.messageCount)", "\(sender.wantedCount)",
          "\(sender.lastSeen.wholeSeconds)", sender.spoofType, sender.action, sender.organization,
        ])
      }
      table.print(orElse: "Nobody has sent in the name of others in \(days) days.")
    }
  }

  struct Pairs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the pairs that are allowed or blocked")

    @Option(help: ArgumentHelp("Only of this organization", valueName: "name"))
    var organization: String?

    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let list = try await options.client().spoofedPairs(organization.map { [("organization", $0)] } ?? [])
      try SpoofCommand.print(list, options)
    }
  }

  static func print(_ list: SpoofedPairListDocument, _ options: GatewayOptions) throws {
    if options.isJSON { return try Output.json(list) }
    var table = Table(["ACTION", "PAIR", "SINCE", "ORGANIZATION", "NOTE"], elastic: 4)
    for row in list.items {
      table.add([
        row.action.rawValue, "\(row.pair)", row.createdAt.map { "\($0.wholeSeconds)" } ?? "", row.organization ?? "",
        row.note ?? "",
      ])
    }
    table.print(orElse: "Nothing is decided about any pair.")
  }

  struct Allow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Let a client send in the name of somebody else")

    @OptionGroup var decision: PairDecision

    func run() async throws { try await decision.set(.allow) }
  }

  struct Block: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Treat what a client sends in a name as spoofed")

    @OptionGroup var decision: PairDecision

    func run() async throws { try await decision.set(.block) }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take back what was decided about a pair")

    @Argument(help: "A pair, as `spoof pairs` prints it") var pair: SpoofedSenderPair

    @Option(help: ArgumentHelp("Whose decision (default: of the one organization there is)", valueName: "name"))
    var organization: String?

    @OptionGroup var options: GatewayOptions

    func run() async throws { try await options.client().withdraw(pair, organization: organization) }
  }

  /// What `allow` and `block` take.
  struct PairDecision: ParsableArguments {
    @Argument(help: "A pair, as \"contoso.com, fabrikam.com\"") var pair: SpoofedSenderPair

    @Option(help: ArgumentHelp("Whose decision (default: of the one organization there is)", valueName: "name"))
    var organization: String?

    @Option(help: ArgumentHelp("Why, for those who come after", valueName: "text"))
    var note: String?

    @OptionGroup var options: GatewayOptions

    func set(_ action: SpoofedSenderPair.Action) async throws {
      try await options.client().decide(
        SpoofedPairDocument(organization: organization, pair: pair, action: action, note: note))
    }
  }
}
