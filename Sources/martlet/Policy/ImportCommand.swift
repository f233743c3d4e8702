import AdminAPI
import ArgumentParser
import FilterPolicy
import FoundationEssentials
import MailTypes

/// `martlet import-eop`
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-eop", abstract: "Take over policies and lists of Exchange Online",
    discussion: """
      Reads JSON that Exchange Online PowerShell wrote, each file as in: Get-HostedContentFilterPolicy | ConvertTo-Json -Depth 4 \
      > policies.json. What was not understood is listed, nothing is guessed. It is added to what there is: a policy takes the \
      place of the one with its name. With --output nothing is changed, and no gateway is needed: the policies are written as \
      YAML for `martlet apply`.
      """)

  @Argument(help: ArgumentHelp("Exported JSON; - is standard input", valueName: "file")) var files: [String]

  @Option(
    help: ArgumentHelp(
      "Which list Get-TenantAllowBlockListItems was asked for, which its answer does not say: sender, url, fileHash or ip",
      valueName: "kind"))
  var listType: AllowBlockValue.Kind?

  @Option(help: ArgumentHelp("Write the policies there, and change nothing", valueName: "file"))
  var output: String?

  @OptionGroup var options: PolicyChangeOptions

  func run() async throws {
    let contents = try files.map { EOPImport.File(name: $0, content: try content(of: $0), listType: listType) }
    if let output { return try write(EOPImport(contents, now: .now), to: output) }
    let client = try options.options.gateway.client()
    let present = try await client.policies(options.options.query)
    let result = EOPImport(contents, onto: try PolicyFile.policies(present.policies), now: .now)
    let order = PolicyOrder(
      policies: result.policies.node(), base: present.revision, note: options.note ?? "imported from Exchange Online")
    let changes = try await client.setPolicies(order, options.query)
    let entries = try await take(result, client)
    if options.options.gateway.isJSON {
      return try Output.json(
        ImportDocument(changes: changes, entries: entries.map(\.id), pairs: result.spoofedSenders.count, result))
    }
    try options.show(changes)
    explain(result)
    Output.write(
      "\(entries.count) new entries of the Tenant Allow/Block List, \(result.spoofedSenders.count) spoofed senders\n")
  }

  private func content(of file: String) throws -> ImportedValue {
    do {
      return try JSONDecoder().decode(ImportedValue.self, from: Data(try MessageInput.read(file)))
    } catch let error as CommandFailure {
      throw error
    } catch {
      throw CommandFailure(ExitStatus.usage, "\(file): is not JSON; export it with ConvertTo-Json")
    }
  }

  private func write(_ result: EOPImport, to file: String) throws {
    let text = try PolicyFile.text(result.policies, .changes)
    try OutputFile.write(Array(text.utf8), to: file)
    explain(result)
    let rest = result.allowBlock.count + result.spoofedSenders.count
    if rest > 0 { Output.write("\(rest) entries of lists have no place in the file; import them without --output\n") }
  }

  /// Those that are there already stay as they are.
  private func take(_ result: EOPImport, _ client: ControlClient) async throws -> [AllowBlockEntry] {
    let query = options.options.query
    let present = Set(try await client.allowBlockList(query).items.map(\.entry.id))
    let entries = result.allowBlock.filter { !present.contains($0.id) }
    guard !options.dryRun else { return entries }
    if !entries.isEmpty {
      _ = try await client.setAllowBlock(AllowBlockOrder(entries), areNew: true, query + [("imported", "true")])
    }
    for sender in result.spoofedSenders {
      try await client.decide(
        SpoofedPairDocument(
          organization: options.options.organization, pair: sender.pair, action: sender.action,
          note: "imported from Exchange Online"))
    }
    return entries
  }

  private func explain(_ result: EOPImport) {
    for (kind, count) in result.objects.sorted(by: { $0.key < $1.key }) { Output.write("\(kind): \(count)\n") }
    for note in result.notes { Output.write("\(note.reason.rawValue): \(Output.printable("\(note)"))\n") }
  }
}

/// `martlet import-eop --json`
private struct ImportDocument: Encodable {
  let changes: PolicyChangesDocument
  let entries: [AllowBlockEntry.ID]
  let spoofedSenders: Int
  let objects: [String: Int]
  let notes: [ImportNote]

  init(changes: PolicyChangesDocument, entries: [AllowBlockEntry.ID], pairs: Int, _ result: EOPImport) {
    self.changes = changes
    self.entries = entries
    spoofedSenders = pairs
    objects = result.objects
    notes = result.notes
  }
}
