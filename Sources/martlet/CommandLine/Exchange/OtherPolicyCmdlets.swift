import FilterPolicy

// The connection filter, the presets and the quarantine policies by the names of Exchange.

enum GetConnectionFilter: PolicyView {
  static let cmdlet = "Get-HostedConnectionFilterPolicy"
  static let abstract = "Show which clients are trusted, and which are refused"

  static func objects(in policies: OrganizationPolicies) -> [CmdletObject] {
    [CmdletObject("Default", policies.connectionFilter.parameterValues, [("IsDefault", .flag(true))])]
  }
}

enum SetConnectionFilter: PolicyEdit {
  static let cmdlet = "Set-HostedConnectionFilterPolicy"
  static let abstract = "Change which clients are trusted, and which are refused"
  static var parameters: [PolicyParameterDescription] {
    ConnectionFilterPolicy.parameters.map { PolicyParameterDescription($0) }
  }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    // There is one, and Exchange wants it named.
    guard call.identity.map({ $0.lowercased() == "default" }) ?? true else {
      throw CommandFailure(ExitStatus.negative, "there is no connection filter policy but Default")
    }
    try policies.connectionFilter.assign(call.assignments)
  }
}

enum GetQuarantinePolicy: PolicyView {
  static let cmdlet = "Get-QuarantinePolicy"
  static let abstract = "Show what people may do with their own quarantined mail"

  static func objects(in policies: OrganizationPolicies) -> [CmdletObject] {
    (QuarantinePolicy.builtIn + policies.quarantinePolicies).map { policy in
      CmdletObject(
        policy.name, policy.parameterValues.filter { $0.key != "permissions" },
        [("EndUserQuarantinePermissionsValue", .integer(Int(policy.permissions.rawValue)))])
    }
  }
}

enum NewQuarantinePolicy: PolicyEdit {
  static let cmdlet = "New-QuarantinePolicy"
  static let abstract = "Make a quarantine policy"
  static var parameters: [PolicyParameterDescription] { QuarantinePolicy.parameters.map { PolicyParameterDescription($0) } }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    let (name, rest) = call.taking("Name")
    var policy = QuarantinePolicy()
    policy.name = try name ?? call.required(cmdlet)
    try policy.assignByExchange(rest)
    policies.quarantinePolicies.append(policy)
  }
}

enum SetQuarantinePolicy: PolicyEdit {
  static let cmdlet = "Set-QuarantinePolicy"
  static let abstract = "Change a quarantine policy"
  static var parameters: [PolicyParameterDescription] { NewQuarantinePolicy.parameters }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    let index = try policies.quarantinePolicyIndex(try call.required(cmdlet))
    try policies.quarantinePolicies[index].assignByExchange(call.assignments)
  }
}

enum RemoveQuarantinePolicy: PolicyEdit {
  static let cmdlet = "Remove-QuarantinePolicy"
  static let abstract = "Remove a quarantine policy that no policy names"
  static let parameters: [PolicyParameterDescription] = []

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    policies.quarantinePolicies.remove(at: try policies.quarantinePolicyIndex(try call.required(cmdlet)))
  }
}

extension OrganizationPolicies {
  fileprivate func quarantinePolicyIndex(_ name: String) throws -> Int {
    if let index = quarantinePolicies.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) { return index }
    throw PolicyProblem(["quarantinePolicies", name], "there is no quarantine policy of this name that can be changed")
  }
}

extension QuarantinePolicy {
  /// Exchange gives the permissions as one number (eop-spec §6.2).
  fileprivate mutating func assignByExchange(_ assignments: [PolicyAssignment]) throws {
    for assignment in assignments {
      guard assignment.name.lowercased() == "enduserquarantinepermissionsvalue" else {
        try assign(assignment)
        continue
      }
      guard let bits = UInt8("\(assignment.value)") else {
        throw PolicyProblem([assignment.name], "\(assignment.value) is not a whole number within 0…255")
      }
      permissions = Permissions(rawValue: bits)
    }
  }
}

enum GetPresetRule: PolicyView {
  static let cmdlet = "Get-EOPProtectionPolicyRule"
  static let abstract = "Show whom the preset security policies are for"

  static func objects(in policies: OrganizationPolicies) -> [CmdletObject] {
    [(Presets.strictName, policies.presets.strict), (Presets.standardName, policies.presets.standard)].map { name, assignment in
      CmdletObject(
        name, assignment.parameterValues.filter { $0.key != "enabled" },
        [("State", .text(assignment.enabled ? "Enabled" : "Disabled"))])
    }
  }
}

enum SetPresetRule: PolicyEdit {
  static let cmdlet = "Set-EOPProtectionPolicyRule"
  static let abstract = "Say whom a preset security policy is for"
  static var parameters: [PolicyParameterDescription] {
    Presets.Assignment.parameters.map { PolicyParameterDescription($0) }.filter { $0.key != "enabled" }
  }

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    try assign(call, call.assignments, &policies)
  }

  fileprivate static func assign(
    _ call: CmdletCall, _ assignments: [PolicyAssignment], _ policies: inout OrganizationPolicies
  ) throws {
    switch try call.required(cmdlet).lowercased() {
    case Presets.standardName.lowercased(), "standard": try policies.presets.standard.assign(assignments)
    case Presets.strictName.lowercased(), "strict": try policies.presets.strict.assign(assignments)
    case let name: throw CommandFailure(ExitStatus.negative, "there is no preset \(name); give Standard or Strict")
    }
  }
}

enum EnablePresetRule: PolicyEdit {
  static let cmdlet = "Enable-EOPProtectionPolicyRule"
  static let abstract = "Turn a preset security policy on"
  static let parameters: [PolicyParameterDescription] = []

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    try SetPresetRule.assign(call, [PolicyAssignment("enabled", .flag(true))], &policies)
  }
}

enum DisablePresetRule: PolicyEdit {
  static let cmdlet = "Disable-EOPProtectionPolicyRule"
  static let abstract = "Turn a preset security policy off"
  static let parameters: [PolicyParameterDescription] = []

  static func edit(_ call: CmdletCall, _ policies: inout OrganizationPolicies) throws {
    try SetPresetRule.assign(call, [PolicyAssignment("enabled", .flag(false))], &policies)
  }
}
