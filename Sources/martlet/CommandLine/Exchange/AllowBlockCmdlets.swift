import AdminAPI
import ArgumentParser
import FilterPolicy
import MailTypes

// The Tenant Allow/Block List by the names of Exchange (eop-spec §7.3, §7.7).

/// What the cmdlets about entries share.
struct ListTypeOption: ParsableArguments {
  @Option(name: .exchange("ListType"), help: "Sender, Url, FileHash or IP") var listType: ExchangeChoice<AllowBlockValue.Kind>

  @OptionGroup var options: PolicyOptions

  var kind: AllowBlockValue.Kind { listType.value }
}

struct GetTenantAllowBlockListItems: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "Get-TenantAllowBlockListItems", abstract: "List entries of the Tenant Allow/Block List (see also 'allow-block list')")

  @OptionGroup var list: ListTypeOption
  @Option(name: .exchange("Entry"), help: ArgumentHelp("Only this value", valueName: "value")) var entry: String?
  @Flag(name: .exchange("Allow"), help: "Only allow entries") var allow = false
  @Flag(name: .exchange("Block"), help: "Only block entries") var block = false

  func run() async throws {
    var found = try await list.options.gateway.client().allowBlockList(list.options.query)
    let value = try entry.map { try AllowBlockValue(list.kind, $0) }
    found.items.removeAll { item in
      item.entry.value.kind != list.kind || value.map { $0 != item.entry.value } ?? false
        || (allow != block && item.entry.action != (allow ? .allow : .block))
    }
    try AllowBlockCommand.print(found, list.options)
  }
}

struct NewTenantAllowBlockListItems: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "New-TenantAllowBlockListItems", abstract: "Make entries of the Tenant Allow/Block List (see also 'allow-block create')",
    discussion: "An allow entry asks for proof of its sender, which Exchange's does not: -Requires nothing takes that away.")

  @OptionGroup var list: ListTypeOption
  @Option(name: .exchange("Entries"), help: ArgumentHelp("Values, with commas between", valueName: "values")) var entries:
    String
  @Flag(name: .exchange("Allow"), help: "Allow them") var allow = false
  @Flag(name: .exchange("Block"), help: "Block them") var block = false
  @OptionGroup var end: ExchangeEntryEnd
  @Option(name: .exchange("Notes"), help: ArgumentHelp("Why", valueName: "text")) var notes: String = ""
  @Option(
    name: .exchange("Requires"), help: ArgumentHelp("Of an allowance: authentication, nothing or a network", valueName: "what"))
  var requires: AllowBlockEntry.Condition?

  func validate() throws {
    if allow == block { throw ValidationError("give one of -Allow and -Block") }
  }

  func run() async throws {
    let (now, action) = (UTCTime.now, allow ? AllowBlockEntry.Action.allow : .block)
    let new = try entries.split(separator: ",").map { text in
      AllowBlockEntry(
        try AllowBlockValue(list.kind, String(text)), action,
        expiry: end.expiry ?? AllowBlockEntry.defaultExpiry(list.kind, action, now: now),
        condition: requires ?? (allow ? .authentication : .none), notes: notes, modifiedAt: now)
    }
    let made = try await list.options.gateway.client().setAllowBlock(
      AllowBlockOrder(new), areNew: true, list.options.query)
    try AllowBlockCommand.print(made, list.options)
  }
}

struct SetTenantAllowBlockListItems: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "Set-TenantAllowBlockListItems", abstract: "Change when entries end, and their notes (see also 'allow-block set')")

  @OptionGroup var list: ListTypeOption
  @Option(name: .exchange("Entries"), help: ArgumentHelp("Values, with commas between", valueName: "values")) var entries:
    String
  @OptionGroup var end: ExchangeEntryEnd
  @Option(name: .exchange("Notes"), help: ArgumentHelp("Why", valueName: "text")) var notes: String?

  func run() async throws {
    let client = try list.options.gateway.client()
    let changed = try await client.entries(entries, list).map { entry in
      var entry = entry
      entry.expiry = end.expiry ?? entry.expiry
      entry.notes = notes ?? entry.notes
      return entry
    }
    try AllowBlockCommand.print(
      try await client.setAllowBlock(AllowBlockOrder(changed), areNew: false, list.options.query), list.options)
  }
}

struct RemoveTenantAllowBlockListItems: AsyncParsableCommand {
  static let configuration = CommandConfiguration.exchange(
    "Remove-TenantAllowBlockListItems", abstract: "Remove entries, allowed or blocked (see also 'allow-block remove')")

  @OptionGroup var list: ListTypeOption
  @Option(name: .exchange("Entries"), help: ArgumentHelp("Values, with commas between", valueName: "values")) var entries:
    String

  func run() async throws {
    let client = try list.options.gateway.client()
    let ids = try await client.entries(entries, list).map(\.id)
    try await client.removeAllowBlock(AllowBlockRemoval(ids), list.options.query)
  }
}

/// eop-spec §7.3: mutually exclusive.
struct ExchangeEntryEnd: ParsableArguments {
  @Option(name: .exchange("ExpirationDate"), help: ArgumentHelp("When it ends, UTC", valueName: "time")) var end: EntryEnd?
  @Flag(name: .exchange("NoExpiration"), help: "It never ends") var never = false
  @Option(name: .exchange("RemoveAfter"), help: ArgumentHelp("Days after its last use; only 45", valueName: "days")) var days:
    Int?

  func validate() throws {
    if [end != nil, never, days != nil].count(where: { $0 }) > 1 {
      throw ValidationError("-ExpirationDate, -NoExpiration and -RemoveAfter exclude each other")
    }
  }

  var expiry: AllowBlockEntry.Expiry? { never ? .never : end.map { $0.expiry(.now) } ?? days.map { .afterLastUse(days: $0) } }
}

extension ControlClient {
  /// The entries with these values, whatever their action.
  fileprivate func entries(_ values: String, _ list: ListTypeOption) async throws -> [AllowBlockEntry] {
    let wanted = try values.split(separator: ",").map { try AllowBlockValue(list.kind, String($0)) }
    let present = try await allowBlockList(list.options.query).items.map(\.entry)
    for value in wanted where !present.contains(where: { $0.value == value }) {
      throw CommandFailure(ExitStatus.negative, "the Tenant Allow/Block List has no entry \(list.kind) \(value)")
    }
    return present.filter { wanted.contains($0.value) }
  }
}
