import AdminAPI
import ArgumentParser
import MailTypes

/// `martlet group`
struct GroupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group", abstract: "See groups of recipients, and make and change those kept here",
    discussion: "Policies apply to groups. Groups of files and of an LDAP server are shown, and changed there.",
    subcommands: [List.self, Show.self, Create.self, Set.self, Add.self, Take.self, Remove.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List groups by address")

    @Argument(help: "Only those whose address contains this") var text: String?
    @Option(help: ArgumentHelp("At most so many, 1 to 1000", valueName: "count")) var limit = 100
    @OptionGroup var options: RecipientOptions

    func run() async throws {
      let query = options.query + [("limit", "\(limit)")] + (text.map { [("text", $0)] } ?? [])
      let list = try await options.gateway.client().groups(query)
      if options.gateway.isJSON { return try Output.json(list) }
      var table = Table(["ADDRESS", "MEMBERS", "ALIASES", "SOURCE", "ORGANIZATION"], elastic: 2)
      for group in list.items {
        table.add([
          "\(group.address)", "\((group.members ?? []).count)", (group.aliases ?? []).map(\.description).joined(separator: " "),
          group.source ?? "", group.organization ?? "",
        ])
      }
      table.print(orElse: "There are no groups.")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one group and its members")

    @Argument(help: "Any of its addresses") var address: EmailAddress
    @OptionGroup var options: RecipientOptions

    func run() async throws {
      let group = try await options.gateway.client().group(address, options.query)
      try GroupCommand.print(group, options)
    }
  }

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a group")

    @Argument var address: EmailAddress
    @Option(help: ArgumentHelp("A further address of it; may be given several times", valueName: "address"))
    var alias: [EmailAddress] = []
    @Option(help: ArgumentHelp("A recipient or group in it; may be given several times", valueName: "address"))
    var member: [EmailAddress] = []
    @OptionGroup var options: RecipientOptions

    func run() async throws {
      let group = GroupDocument(address: address, aliases: alias, members: member)
      try GroupCommand.print(try await options.gateway.client().create(group, options.query), options)
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change a group", discussion: "What is not given stays as it is; `--no-aliases` and `--no-members` empty them.")

    @Argument var address: EmailAddress
    @Option(help: ArgumentHelp("Its aliases from now on; may be given several times", valueName: "address"))
    var alias: [EmailAddress] = []
    @Option(help: ArgumentHelp("Its members from now on; may be given several times", valueName: "address"))
    var member: [EmailAddress] = []
    @Flag var noAliases = false
    @Flag var noMembers = false
    @OptionGroup var options: RecipientOptions

    func run() async throws {
      let client = try options.gateway.client()
      var group = try await client.group(address, options.query)
      if noAliases || !alias.isEmpty { group.aliases = alias }
      if noMembers || !member.isEmpty { group.members = member }
      try GroupCommand.print(try await client.set(group, options.query), options)
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Put recipients or groups into a group")

    @Argument var group: EmailAddress
    @Argument var members: [EmailAddress]
    @OptionGroup var options: RecipientOptions

    func run() async throws {
      let client = try options.gateway.client()
      for member in members { try await client.add(member, to: group, options.query) }
    }
  }

  struct Take: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take recipients or groups out of a group")

    @Argument var group: EmailAddress
    @Argument var members: [EmailAddress]
    @OptionGroup var options: RecipientOptions

    func run() async throws {
      let client = try options.gateway.client()
      for member in members { try await client.remove(member, from: group, options.query) }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove a group", discussion: "Policies that name it match nobody through it from then on.")

    @Argument var address: EmailAddress
    @OptionGroup var options: RecipientOptions

    func run() async throws { try await options.gateway.client().removeGroup(address, options.query) }
  }

  private static func print(_ group: GroupDocument, _ options: RecipientOptions) throws {
    if options.gateway.isJSON { return try Output.json(group) }
    var details = Details()
    details.add("address", "\(group.address)")
    for alias in group.aliases ?? [] { details.add("alias", "\(alias)") }
    for member in group.members ?? [] { details.add("member", "\(member)") }
    details.add("source", group.source)
    details.add("organization", group.organization)
    details.print()
  }
}
