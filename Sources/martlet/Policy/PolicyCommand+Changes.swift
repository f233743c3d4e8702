import AdminAPI
import ArgumentParser
import FilterPolicy
import MailTypes

// Commands that make a revision.
extension PolicyCommand {
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

  /// Turning a custom policy on or off is its rule's matter; there is nothing to turn in the default one.
  private static func turn(
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
  private static func split(_ all: [PolicyAssignment]) -> (ofRule: [PolicyAssignment], ofPolicy: [PolicyAssignment]) {
    let isOfRule = { (assignment: PolicyAssignment) in
      assignment.isPriority || PolicyRule.parameter(assignment.name) != nil
    }
    return (all.filter(isOfRule), all.filter { !isOfRule($0) })
  }
}
