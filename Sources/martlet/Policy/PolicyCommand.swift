import AdminAPI
import ArgumentParser
import FilterPolicy
import MailTypes

/// `martlet policy`
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "See and change policies, whom they are for, and what they were",
    discussion: """
      KIND is antiSpam, antiPhish or antiMalware. Parameters are written as parameter=value; lists take += and -= too. Those of \
      the policy and those of its rule, which says whom it is for, go together: `martlet policy create antiSpam Sales \
      recipientDomainIs=sales.example bulkThreshold=5 priority=0`. `martlet policy parameters KIND` names them all.
      """,
    subcommands: [
      List.self, Show.self, Parameters.self, Create.self, Set.self, Remove.self, Enable.self, Disable.self, Effective.self,
      Revisions.self, Restore.self, Lint.self, Analyze.self,
    ])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List policies in the order in which they are asked: the first that is for a recipient decides")

    @Argument(help: "Only of this kind: antiSpam, antiPhish or antiMalware") var kind: PolicyKind?
    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let policies = try await options.policies()
      let summaries = (kind.map { [$0] } ?? PolicyKind.allCases).flatMap { $0.editor.summaries(policies) }
      if options.gateway.isJSON { return try Output.json(["items": summaries]) }
      var table = Table(["KIND", "PRIORITY", "STATE", "NAME", "FOR"], elastic: 4)
      for policy in summaries {
        table.add([
          policy.kind.rawValue, policy.priority.map { "\($0)" } ?? "", policy.state.rawValue, policy.name, policy.recipients,
        ])
      }
      table.print(orElse: "There are no policies.")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the values of a policy; * marks what is not the default")

    @Argument var kind: PolicyKind
    @Argument(help: "Its name; Default, Standard and Strict exist everywhere") var name = "Default"
    @OptionGroup var options: PolicyOptions

    func run() async throws {
      let policies = try await options.policies()
      let values = try kind.editor.values(of: name, in: policies)
      let rule = kind.editor.rule(ofPolicy: name, in: policies)
      if options.gateway.isJSON {
        return try Output.json(PolicyValuesDocument(kind: kind, name: name, values, rule))
      }
      var table = Table(["", "PARAMETER", "VALUE"], elastic: 2)
      for value in (rule?.parameterValues ?? []).filter({ $0.key != "policy" }) {
        table.add(["rule", value.key, "\(value.value)"])
      }
      for value in values { table.add([value.isDefault ? "" : "*", value.key, "\(value.value)"]) }
      table.print(orElse: "")
    }
  }

  struct Parameters: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Name the parameters of a kind of policy, and what each takes")

    @Argument var kind: PolicyKind

    func run() {
      var table = Table(["OF", "PARAMETER", "EXCHANGE", "TAKES"], elastic: 3)
      for parameter in kind.editor.parameters { table.add(["policy", parameter.key, parameter.name, parameter.shape]) }
      for parameter in PolicyRule.parameters.map({ PolicyParameterDescription($0) }) where parameter.key != "policy" {
        table.add(["rule", parameter.key, parameter.name, parameter.shape])
      }
      table.add(["rule", "priority", "Priority", "a whole number from 0, the place among the rules"])
      table.print(orElse: "")
    }
  }

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a policy, and its rule where it is said whom it is for")

    @Argument var kind: PolicyKind
    @Argument var name: String
    @Argument(help: "parameter=value") var assignments: [PolicyAssignment] = []
    @OptionGroup var options: PolicyChangeOptions

    func run() async throws {
      try await options.edit { policies in
        let (ofRule, ofPolicy) = PolicyCommand.split(assignments)
        try kind.editor.create(name, ofPolicy, in: &policies)
        guard !ofRule.isEmpty else { return }
        try kind.editor.createRule(name, [PolicyAssignment("policy", .text(name))] + ofRule, in: &policies)
      }
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Change a policy, or whom it is for")

    @Argument var kind: PolicyKind
    @Argument(help: "Its name; Default is the one for everybody else") var name: String
    @Argument(help: "parameter=value; of lists also parameter+=value and parameter-=value")
    var assignments: [PolicyAssignment]
    @OptionGroup var options: PolicyChangeOptions

    func run() async throws {
      try await options.edit { policies in
        let (ofRule, ofPolicy) = PolicyCommand.split(assignments)
        try kind.editor.change(name, ofPolicy, in: &policies)
        guard !ofRule.isEmpty else { return }
        if let rule = kind.editor.rule(ofPolicy: name, in: policies) {
          try kind.editor.changeRule(rule.name, ofRule, in: &policies)
        } else {
          try kind.editor.createRule(name, [PolicyAssignment("policy", .text(name))] + ofRule, in: &policies)
        }
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove a policy and its rule")

    @Argument var kind: PolicyKind
    @Argument var name: String
    @OptionGroup var options: PolicyChangeOptions

    func run() async throws { try await options.edit { try kind.editor.remove(name, in: &$0) } }
  }

  struct Enable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Turn a policy on")

    @Argument var kind: PolicyKind
    @Argument var name: String
    @OptionGroup var options: PolicyChangeOptions

    func run() async throws { try await PolicyCommand.turn(kind, name, on: true, options) }
  }

  struct Disable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Turn a policy off: it is for nobody until it is turned on")

    @Argument var kind: PolicyKind
    @Argument var name: String
    @OptionGroup var options: PolicyChangeOptions

    func run() async throws { try await PolicyCommand.turn(kind, name, on: false, options) }
  }

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

  struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Go back to an earlier revision: its policies become a new revision")

    @Argument(help: "A number, as `policy revisions` shows it; 0 is nothing changed") var revision: Int64
    @OptionGroup var options: PolicyChangeOptions

    func run() async throws {
      let note = options.note.map { [("note", $0)] } ?? []
      try options.show(
        try await options.options.gateway.client().restorePolicies(revision, options.query + note))
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

  /// Turning a custom policy on or off is its rule's matter; there is nothing to turn in the default one.
  fileprivate static func turn(
    _ kind: PolicyKind, _ name: String, on: Bool, _ options: PolicyChangeOptions
  ) async throws {
    try await options.edit { policies in
      guard let rule = kind.editor.rule(ofPolicy: name, in: policies) else {
        throw PolicyProblem([kind.rawValue, name], "has no rule to turn on or off; say whom it is for with `policy set`")
      }
      try kind.editor.changeRule(rule.name, [PolicyAssignment("enabled", .flag(on))], in: &policies)
    }
  }

  /// What is of the rule, and what of the policy.
  fileprivate static func split(_ all: [PolicyAssignment]) -> (ofRule: [PolicyAssignment], ofPolicy: [PolicyAssignment]) {
    let isOfRule = { (assignment: PolicyAssignment) in
      assignment.isPriority || PolicyRule.parameter(assignment.name) != nil
    }
    return (all.filter(isOfRule), all.filter { !isOfRule($0) })
  }
}

/// `martlet policy show --json`
struct PolicyValuesDocument: Encodable {
  let kind: PolicyKind
  let name: String
  let values: [String: PolicyValue]
  let rule: [String: PolicyValue]?

  init(kind: PolicyKind, name: String, _ values: [PolicyParameterValue], _ rule: PolicyRule?) {
    self.kind = kind
    self.name = name
    self.values = PolicyValuesDocument.byKey(values)
    self.rule = rule.map { PolicyValuesDocument.byKey($0.parameterValues) }
  }

  private static func byKey(_ values: [PolicyParameterValue]) -> [String: PolicyValue] {
    Dictionary(values.map { ($0.key, $0.value) }) { first, _ in first }
  }
}
