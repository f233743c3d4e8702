import AdminAPI
import ArgumentParser
import FilterPolicy
import MailTypes

/// `martlet allow-block`
struct AllowBlockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allow-block", abstract: "See and change the Tenant Allow/Block List",
    discussion: """
      ACTION is allow or block, KIND is sender (an address, a domain, or *.domain for all below it too), url (contoso.com, \
      contoso.com/path/*, ~contoso.com), fileHash (SHA-256) or ip (IPv6). A block wins over an allowance. Who sends as whom is \
      in `martlet spoof`.
      """,
    subcommands: [List.self, Show.self, Create.self, Set.self, Remove.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List entries; those that are over are shown for 30 days")

    @Option(help: "Only of this kind: sender, url, fileHash or ip") var kind: AllowBlockValue.Kind?
    @Option(help: "Only these: allow or block") var action: AllowBlockEntry.Action?
    @Option(help: ArgumentHelp("Only those whose value contains this", valueName: "text")) var text: String?
    @OptionGroup var options: PolicyOptions

    func run() async throws {
      var list = try await options.gateway.client().allowBlockList(options.query)
      list.items.removeAll { item in
        kind.map { $0 != item.entry.value.kind } ?? false || action.map { $0 != item.entry.action } ?? false
          || text.map { !"\(item.entry.value)".contains($0.lowercased()) } ?? false
      }
      try AllowBlockCommand.print(list, options)
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one entry, and what it does")

    @OptionGroup var id: EntryName
    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let id = AllowBlockEntry(try id.value(), id.action, expiry: .never, modifiedAt: .now).id
      let list = try await options.gateway.client().allowBlockList(options.query)
      guard let item = list.items.first(where: { $0.entry.id == id }) else {
        throw CommandFailure(ExitStatus.negative, "the Tenant Allow/Block List has no entry \(id)")
      }
      if options.gateway.isJSON { return try Output.json(item) }
      var details = Details()
      details.add("entry", "\(id)")
      details.add("does", item.entry.effect)
      details.add("ends", AllowBlockCommand.end(item))
      details.add("last used", item.entry.lastUsed.map { "\($0)" } ?? "never")
      details.add("made", "\(item.entry.modifiedAt) by \(item.entry.modifiedBy)")
      details.add("notes", item.entry.notes)
      details.print()
    }
  }

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make entries",
      discussion: """
        A block of a sender, link or file ends after 30 days, an allowance 45 days after it last counted, one of an address \
        never, unless --expires says otherwise. An allowance counts only for mail that is proven to be its author's, unless \
        --requires nothing or a network says otherwise.
        """)

    @Argument(help: "allow or block") var action: AllowBlockEntry.Action
    @Argument(help: "sender, url, fileHash or ip") var kind: AllowBlockValue.Kind
    @Argument var values: [String]
    @OptionGroup var properties: EntryProperties
    @Flag(help: "Make nothing; say how many messages of the last --days the entries would have touched") var dryRun = false
    @Option(help: ArgumentHelp("How far --dry-run looks back, 1 to 90", valueName: "days")) var days = 7
    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let now = UTCTime.now
      let entries = try values.map { text in
        AllowBlockEntry(
          try AllowBlockValue(kind, text), action,
          expiry: properties.expires?.expiry(now) ?? AllowBlockEntry.defaultExpiry(kind, action, now: now),
          condition: properties.requires ?? (action == .allow ? .authentication : .none), notes: properties.note ?? "",
          modifiedAt: now)
      }
      if dryRun { return try await tryOut(entries) }
      let list = try await options.gateway.client().setAllowBlock(AllowBlockOrder(entries), areNew: true, options.query)
      try AllowBlockCommand.print(list, options)
      guard !options.gateway.isJSON else { return }
      for entry in entries { Output.write("\(entry.id) \(entry.effect)\n") }
    }

    private func tryOut(_ entries: [AllowBlockEntry]) async throws {
      let trial = try await options.gateway.client().tryAllowBlock(
        AllowBlockOrder(entries), options.query + [("days", "\(days)")])
      if options.gateway.isJSON { return try Output.json(trial) }
      for entry in entries { Output.write("\(entry.id) \(entry.effect)\n") }
      Output.write(
        "Of \(trial.messages) messages of the last \(days) days it is about \(trial.concerned); "
          + "\(trial.changed) copies would have been treated otherwise.\n")
      ReplayText.show(trial)
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change when an entry ends, what it requires, and its note", discussion: "What is not given stays as it is.")

    @OptionGroup var id: EntryName
    @OptionGroup var properties: EntryProperties
    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let now = UTCTime.now
      let client = try options.gateway.client()
      let id = AllowBlockEntry(try id.value(), id.action, expiry: .never, modifiedAt: now).id
      let list = try await client.allowBlockList(options.query)
      guard var entry = list.items.first(where: { $0.entry.id == id })?.entry else {
        throw CommandFailure(ExitStatus.negative, "the Tenant Allow/Block List has no entry \(id)")
      }
      entry.expiry = properties.expires?.expiry(now) ?? entry.expiry
      entry.condition = properties.requires ?? entry.condition
      entry.notes = properties.note ?? entry.notes
      try AllowBlockCommand.print(
        try await client.setAllowBlock(AllowBlockOrder([entry]), areNew: false, options.query), options)
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove entries")

    @Argument(help: "allow or block") var action: AllowBlockEntry.Action
    @Argument(help: "sender, url, fileHash or ip") var kind: AllowBlockValue.Kind
    @Argument var values: [String]
    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let ids = try values.map {
        AllowBlockEntry(try AllowBlockValue(kind, $0), action, expiry: .never, modifiedAt: .now).id
      }
      try await options.gateway.client().removeAllowBlock(AllowBlockRemoval(ids), options.query)
    }
  }

  /// One entry on a command line.
  struct EntryName: ParsableArguments {
    @Argument(help: "allow or block") var action: AllowBlockEntry.Action
    @Argument(help: "sender, url, fileHash or ip") var kind: AllowBlockValue.Kind
    @Argument(help: "As `allow-block list` shows it") var text: String

    func value() throws(PolicyProblem) -> AllowBlockValue { try AllowBlockValue(kind, text) }
  }

  /// What may be said of an entry.
  struct EntryProperties: ParsableArguments {
    @Option(help: ArgumentHelp("never, days as 7d, or a time as 2026-12-01T00:00:00Z", valueName: "end"))
    var expires: EntryEnd?

    @Option(
      help: ArgumentHelp("Of an allowance: authentication, nothing, or the network the mail must come from", valueName: "what"))
    var requires: AllowBlockEntry.Condition?

    @Option(help: ArgumentHelp("Why, for those who come after", valueName: "text"))
    var note: String?
  }

  static func print(_ list: AllowBlockListDocument, _ options: PolicyOptions) throws {
    if options.gateway.isJSON { return try Output.json(list) }
    var table = Table(["ACTION", "KIND", "VALUE", "ENDS", "LAST USED", "REQUIRES", "BY", "NOTES"], elastic: 2)
    for item in list.items {
      let entry = item.entry
      table.add([
        entry.action.rawValue, entry.value.kind.rawValue, "\(entry.value)", end(item), entry.lastUsed.map { "\($0)" } ?? "",
        entry.action == .allow ? "\(entry.condition)" : "", entry.modifiedBy, entry.notes,
      ])
    }
    table.print(orElse: "There are no such entries.")
  }

  fileprivate static func end(_ item: AllowBlockItem) -> String {
    guard let ends = item.ends else { return "never" }
    return item.isExpired ? "over since \(ends)" : "\(ends)"
  }
}

/// When an entry ends, as commands take it.
enum EntryEnd: ExpressibleByArgument {
  case never
  case days(Int)
  case time(UTCTime)

  init?(argument: String) {
    if argument == "never" {
      self = .never
    } else if argument.last == "d", let days = Int(argument.dropLast()), (1...366).contains(days) {
      self = .days(days)
    } else if let time = UTCTime(argument) {
      self = .time(time)
    } else {
      return nil
    }
  }

  func expiry(_ now: UTCTime) -> AllowBlockEntry.Expiry {
    switch self {
    case .never: .never
    case .days(let days): .at(now.adding(days: days))
    case .time(let time): .at(time)
    }
  }
}
