import ArgumentParser
import FilterPolicy

/// The cmdlets that look at and change policies, for the root command.
enum PolicyCmdlets {
  static let all: [any ParsableCommand.Type] =
    of(AntiSpamCmdlets.self) + of(AntiPhishCmdlets.self) + of(AntiMalwareCmdlets.self) + [
      ViewCmdlet<GetConnectionFilter>.self, EditCmdlet<SetConnectionFilter>.self,
      ViewCmdlet<GetQuarantinePolicy>.self, EditCmdlet<NewQuarantinePolicy>.self, EditCmdlet<SetQuarantinePolicy>.self,
      EditCmdlet<RemoveQuarantinePolicy>.self,
      ViewCmdlet<GetPresetRule>.self, EditCmdlet<SetPresetRule>.self, EditCmdlet<EnablePresetRule>.self,
      EditCmdlet<DisablePresetRule>.self,
    ]

  private static func of<Kind: CmdletKind>(_ kind: Kind.Type) -> [any ParsableCommand.Type] {
    [
      ViewCmdlet<GetPolicy<Kind>>.self, EditCmdlet<NewPolicy<Kind>>.self, EditCmdlet<SetPolicy<Kind>>.self,
      EditCmdlet<RemovePolicy<Kind>>.self,
      ViewCmdlet<GetRule<Kind>>.self, EditCmdlet<NewRule<Kind>>.self, EditCmdlet<SetRule<Kind>>.self,
      EditCmdlet<RemoveRule<Kind>>.self, EditCmdlet<EnableRule<Kind>>.self, EditCmdlet<DisableRule<Kind>>.self,
    ]
  }
}

protocol CmdletKind { static var kind: PolicyKind { get } }

enum AntiSpamCmdlets: CmdletKind { static let kind = PolicyKind.antiSpam }
enum AntiPhishCmdlets: CmdletKind { static let kind = PolicyKind.antiPhish }
enum AntiMalwareCmdlets: CmdletKind { static let kind = PolicyKind.antiMalware }

extension CmdletKind {
  static var policy: String { "\(kind.cmdletNoun)Policy" }
  static var rule: String { "\(kind.cmdletNoun)Rule" }
  static var ruleParameters: [PolicyParameterDescription] {
    PolicyRule.parameters.map { PolicyParameterDescription($0) }.filter { $0.key != "policy" }
  }

  /// A rule's policy has the name of its kind: `-HostedContentFilterPolicy`.
  static func ruleAssignments(_ all: [PolicyAssignment]) -> [PolicyAssignment] {
    all.map { $0.name.lowercased() == policy.lowercased() ? PolicyAssignment("policy", $0.value, $0.operation) : $0 }
  }
}

enum GetPolicy<Kind: CmdletKind>: PolicyView {
  static var cmdlet: String { "Get-\(Kind.policy)" }
  static var abstract: String { "Show policies and their values" }

  static func objects(in policies: OrganizationPolicies) throws -> [CmdletObject] {
    let editor = Kind.kind.editor
    return try editor.summaries(policies).filter { $0.rule != nil || $0.state != .off }.map { summary in
      CmdletObject(
        summary.name, try editor.values(of: summary.name, in: policies),
        [("IsDefault", .flag(summary.state == .always))])
    }
  }
}

enum NewPolicy<Kind: CmdletKind>: PolicyEdit {
  static var cmdlet: String { "New-\(Kind.policy)" }
  static var abstract: String { "Make a policy; a rule says whom it is for" }
  static var parameters: [PolicyParameterDescription] { Kind.kind.editor.parameters }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    let (name, rest) = call.taking("Name")
    try Kind.kind.editor.create(try name ?? call.required(cmdlet), rest, in: &policies)
  }
}

enum SetPolicy<Kind: CmdletKind>: PolicyEdit {
  static var cmdlet: String { "Set-\(Kind.policy)" }
  static var abstract: String { "Change a policy" }
  static var parameters: [PolicyParameterDescription] { Kind.kind.editor.parameters }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    let name = try call.required(cmdlet)
    let (makesDefault, rest) = call.taking("MakeDefault")
    try Kind.kind.editor.change(name, rest, in: &policies)
    if let makesDefault, makesDefault.lowercased() != "$false" { try Kind.kind.editor.makeDefault(name, in: &policies) }
  }
}

enum RemovePolicy<Kind: CmdletKind>: PolicyEdit {
  static var cmdlet: String { "Remove-\(Kind.policy)" }
  static var abstract: String { "Remove a policy that no rule speaks of" }
  static var parameters: [PolicyParameterDescription] { [] }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    let name = try call.required(cmdlet)
    // As in Exchange, where the two are removed one after the other.
    if let rule = Kind.kind.editor.rule(ofPolicy: name, in: policies) {
      throw PolicyProblem([name], "the rule \(rule.name) speaks of it; remove that first: Remove-\(Kind.rule) '\(rule.name)'")
    }
    try Kind.kind.editor.remove(name, in: &policies)
  }
}

enum GetRule<Kind: CmdletKind>: PolicyView {
  static var cmdlet: String { "Get-\(Kind.rule)" }
  static var abstract: String { "Show whom policies are for" }

  static func objects(in policies: OrganizationPolicies) throws -> [CmdletObject] {
    Kind.kind.editor.rules(in: policies).enumerated().map { place, rule in
      CmdletObject(
        rule.name, rule.parameterValues.filter { !["policy", "enabled"].contains($0.key) },
        [
          ("Priority", .integer(place)), (Kind.policy, .text(rule.policy)),
          ("State", .text(rule.enabled ? "Enabled" : "Disabled")),
        ])
    }
  }
}

enum NewRule<Kind: CmdletKind>: PolicyEdit {
  static var cmdlet: String { "New-\(Kind.rule)" }
  static var abstract: String { "Say whom a policy is for" }
  static var parameters: [PolicyParameterDescription] { Kind.ruleParameters }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    let (name, rest) = call.taking("Name")
    try Kind.kind.editor.createRule(try name ?? call.required(cmdlet), Kind.ruleAssignments(rest), in: &policies)
  }
}

enum SetRule<Kind: CmdletKind>: PolicyEdit {
  static var cmdlet: String { "Set-\(Kind.rule)" }
  static var abstract: String { "Change whom a policy is for" }
  static var parameters: [PolicyParameterDescription] { Kind.ruleParameters }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    try Kind.kind.editor.changeRule(try call.required(cmdlet), Kind.ruleAssignments(call.assignments), in: &policies)
  }
}

enum RemoveRule<Kind: CmdletKind>: PolicyEdit {
  static var cmdlet: String { "Remove-\(Kind.rule)" }
  static var abstract: String { "Remove a rule: its policy is for nobody then" }
  static var parameters: [PolicyParameterDescription] { [] }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    try Kind.kind.editor.removeRule(try call.required(cmdlet), in: &policies)
  }
}

enum EnableRule<Kind: CmdletKind>: PolicyEdit {
  static var cmdlet: String { "Enable-\(Kind.rule)" }
  static var abstract: String { "Turn a rule on" }
  static var parameters: [PolicyParameterDescription] { [] }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    let on = [PolicyAssignment("enabled", .flag(true))]
    try Kind.kind.editor.changeRule(try call.required(cmdlet), on, in: &policies)
  }
}

enum DisableRule<Kind: CmdletKind>: PolicyEdit {
  static var cmdlet: String { "Disable-\(Kind.rule)" }
  static var abstract: String { "Turn a rule off" }
  static var parameters: [PolicyParameterDescription] { [] }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    let off = [PolicyAssignment("enabled", .flag(false))]
    try Kind.kind.editor.changeRule(try call.required(cmdlet), off, in: &policies)
  }
}
