import AdminAPI
import ArgumentParser
import FilterPolicy
import MailTypes

// Commands that look at what the policies come to.
extension PolicyCommand {
  struct Effective: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show which policies apply to a recipient, and which of those that would are shadowed")

    @Option(help: "Any of the recipient's addresses") var recipient: EmailAddress
    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let effective = try await options.gateway.client().effectivePolicies(
        options.query + [("recipient", "\(recipient)")])
      if options.gateway.isJSON { return try Output.json(effective) }
      Output.write(
        "\(effective.primaryAddress), in \(effective.groups.isEmpty ? "no group" : effective.groups.joined(separator: ", "))\n")
      var table = Table(["KIND", "POLICY", "RULE", ""], elastic: 1)
      for policy in effective.policies {
        table.add([policy.kind.rawValue, policy.name, policy.rule ?? "", policy.isInForce ? "in force" : "shadowed"])
      }
      table.print(orElse: "")
    }
  }

  struct Revisions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the changes that were made, the newest first: who, when and why")

    @Option(help: ArgumentHelp("At most so many, 1 to 1000", valueName: "count")) var limit = 20
    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let history = try await options.gateway.client().policyHistory(options.query + [("limit", "\(limit)")])
      if options.gateway.isJSON { return try Output.json(history) }
      var table = Table(["REVISION", "TIME", "AUTHOR", "NOTE"], elastic: 3)
      for revision in history.items { table.add(["\(revision.revision)", "\(revision.time)", revision.author, revision.note]) }
      table.print(orElse: "Nothing was changed yet.")
    }
  }

  struct Lint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Look for what is likely not meant; exit status 1 where there is a warning")

    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let lints = try await options.gateway.client().policyLints(options.query)
      if options.gateway.isJSON {
        try Output.json(lints)
      } else {
        for lint in lints.items { Output.write(Output.printable("\(lint)") + "\n") }
        if lints.items.isEmpty { Output.write("Nothing to say.\n") }
      }
      if lints.items.contains(where: { $0.severity == .warning }) { throw ExitCode(ExitStatus.negative) }
    }
  }

  struct Analyze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare values with those of the Standard and Strict presets",
      discussion: "Only what is weaker than Standard is shown, unless --all asks for every value that differs.")

    @Flag(help: "Every value that is not as recommended") var all = false
    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let rows = try await options.policies().recommendations.filter {
        $0.standard.standing == .weaker
          || all && ($0.standard.standing != .asRecommended || $0.strict.standing != .asRecommended)
      }
      if options.gateway.isJSON { return try Output.json(["items": rows]) }
      var table = Table(["POLICY", "PARAMETER", "VALUE", "STANDARD", "STRICT"], elastic: 2)
      for row in rows {
        table.add(["\(row.kind) \(row.policy)", row.parameter, "\(row.current)", "\(row.standard)", "\(row.strict)"])
      }
      table.print(orElse: "Nothing is weaker than Standard.")
    }
  }
}
