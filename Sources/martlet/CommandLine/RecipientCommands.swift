import AdminAPI
import ArgumentParser
import MailTypes

// Of `martlet user`: what concerns recipients.
extension UserCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List recipients by address")

    @Argument(help: "Only those whose primary address contains this") var text: String?
    @Option(help: ArgumentHelp("At most so many, 1 to 1000", valueName: "count")) var limit = 100
    @OptionGroup var options: RecipientOptions

    func run() async throws {
      let query = options.query + [("limit", "\(limit)")] + (text.map { [("text", $0)] } ?? [])
      let list = try await options.gateway.client().recipients(query)
      if options.gateway.isJSON { return try Output.json(list) }
      var table = Table(["ADDRESS", "NAME", "ALIASES", "SOURCE", "ORGANIZATION"], elastic: 2)
      for user in list.items {
        table.add([
          "\(user.address)", user.name ?? "", (user.aliases ?? []).map(\.description).joined(separator: " "),
          user.source ?? "", user.organization ?? "",
        ])
      }
      table.print(orElse: "There are no recipients.")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one recipient, with the groups it is in")

    @Argument(help: "Any of its addresses") var address: EmailAddress
    @OptionGroup var options: RecipientOptions

    func run() async throws {
      try UserCommand.print(try await options.gateway.client().recipient(address, options.query), options)
    }
  }

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a recipient", discussion: "It receives from then on, where the domain's recipients come from a directory."
    )

    @Argument(help: "The primary address, which policies know it by") var address: EmailAddress
    @Option(help: ArgumentHelp("What people call it", valueName: "text")) var name: String?
    @Option(help: ArgumentHelp("A further address of it; may be given several times", valueName: "address"))
    var alias: [EmailAddress] = []
    @OptionGroup var options: RecipientOptions

    func run() async throws {
      let user = RecipientDocument(address: address, name: name, aliases: alias)
      try UserCommand.print(try await options.gateway.client().create(user, options.query), options)
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change a recipient", discussion: "What is not given stays as it is; `--no-aliases` removes them all.")

    @Argument(help: "The primary address") var address: EmailAddress
    @Option(help: ArgumentHelp("What people call it", valueName: "text")) var name: String?
    @Option(help: ArgumentHelp("Its aliases from now on; may be given several times", valueName: "address"))
    var alias: [EmailAddress] = []
    @Flag var noAliases = false
    @OptionGroup var options: RecipientOptions

    func run() async throws {
      let client = try options.gateway.client()
      var user = try await client.recipient(address, options.query)
      if let name { user.name = name }
      if noAliases || !alias.isEmpty { user.aliases = alias }
      try UserCommand.print(try await client.set(user, options.query), options)
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove a recipient that was made here")

    @Argument(help: "The primary address") var address: EmailAddress
    @OptionGroup var options: RecipientOptions

    func run() async throws { try await options.gateway.client().removeRecipient(address, options.query) }
  }

  private static func print(_ user: RecipientDocument, _ options: RecipientOptions) throws {
    if options.gateway.isJSON { return try Output.json(user) }
    var details = Details()
    details.add("address", "\(user.address)")
    details.add("name", user.name)
    for alias in user.aliases ?? [] { details.add("alias", "\(alias)") }
    for group in user.groups ?? [] { details.add("group", "\(group)") }
    details.add("source", user.source)
    details.add("organization", user.organization)
    details.print()
  }
}
