import AdminAPI
import ArgumentParser
import FilterPolicy

/// Whose policies a command is about.
struct PolicyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Whose policies (default: of the one organization there is)", valueName: "name"))
  var organization: String?

  @OptionGroup var gateway: GatewayOptions

  var query: [(String, String)] { organization.map { [("organization", $0)] } ?? [] }

  /// What is in force.
  func policies() async throws -> OrganizationPolicies {
    try PolicyFile.policies(try await gateway.client().policies(query).policies)
  }
}

/// How policies are changed.
struct PolicyChangeOptions: ParsableArguments {
  @Flag(help: "Only show what would change") var dryRun = false

  @Option(help: ArgumentHelp("Why, for those who come after", valueName: "text")) var note: String?

  @OptionGroup var options: PolicyOptions

  /// How often a change is made again that somebody else's came before.
  private static let attempts = 5

  /// Makes a change to what is in force, and shows it.
  func edit(_ change: (inout OrganizationPolicies) throws -> Void) async throws {
    let client = try options.gateway.client()
    for attempt in 1... {
      let present = try await client.policies(options.query)
      var policies = try PolicyFile.policies(present.policies)
      try change(&policies)
      if let problem = policies.problems.first { throw problem }
      do {
        return try show(try await set(policies, base: present.revision, client))
      } catch ControlClientError.refused("conflict", _) where attempt < PolicyChangeOptions.attempts {
        continue
      }
    }
  }

  /// Puts `policies` in the place of what is in force, and shows the difference.
  func replace(with policies: OrganizationPolicies) async throws {
    try show(try await set(policies, base: nil, try options.gateway.client()))
  }

  private func set(
    _ policies: OrganizationPolicies, base: Int64?, _ client: ControlClient
  ) async throws(ControlClientError) -> PolicyChangesDocument {
    try await client.setPolicies(PolicyOrder(policies: policies.node(), base: base, note: note), query)
  }

  var query: [(String, String)] { options.query + (dryRun ? [("dryRun", "true")] : []) }

  func show(_ changes: PolicyChangesDocument) throws {
    if options.gateway.isJSON { return try Output.json(changes) }
    for change in changes.changes { Output.write(Output.printable(change.text) + "\n") }
    for lint in changes.warnings { Output.write(Output.printable("\(lint)") + "\n") }
    switch (changes.changes.isEmpty, changes.isDryRun) {
    case (true, _): Output.write("Nothing differs: revision \(changes.revision) stays in force.\n")
    case (false, true): Output.write("Nothing was changed: this was a dry run.\n")
    case (false, false): Output.write("Revision \(changes.revision) is in force.\n")
    }
  }
}
