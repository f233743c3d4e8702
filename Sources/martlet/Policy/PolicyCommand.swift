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
      Revisions.self, Restore.self, Lint.self, Analyze.self, Replay.self,
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
