/// The editor of the policies at one place.
struct PolicySetEditor<Policy: FilteringPolicy>: PolicyEditor {
  let kind: PolicyKind
  private let path: any WritableKeyPath<OrganizationPolicies, PolicySet<Policy>> & Sendable

  init(kind: PolicyKind, _ path: any WritableKeyPath<OrganizationPolicies, PolicySet<Policy>> & Sendable) {
    self.kind = kind
    self.path = path
  }

  var parameters: [PolicyParameterDescription] { Policy.parameters.map { PolicyParameterDescription($0) } }

  func summaries(_ policies: OrganizationPolicies) -> [PolicySummary] {
    let set = policies[keyPath: path]
    let ruled = Set(set.rules.map(\.policy))
    return [
      preset(Presets.strictName, policies.presets.strict), preset(Presets.standardName, policies.presets.standard),
    ]
      + set.rules.enumerated().map { place, rule in
        PolicySummary(
          kind: kind, name: rule.policy, rule: rule.name, priority: place, state: rule.enabled ? .on : .off,
          recipients: "\(rule.recipients)")
      }
      + set.custom.keys.filter { !ruled.contains($0) }.sorted().map {
        PolicySummary(kind: kind, name: $0, state: .withoutRule, recipients: "nobody")
      }
      + [PolicySummary(kind: kind, name: PolicySet<Policy>.fallbackName, state: .always, recipients: "everybody else")]
  }

  private func preset(_ name: String, _ assignment: Presets.Assignment) -> PolicySummary {
    PolicySummary(kind: kind, name: name, state: assignment.enabled ? .on : .off, recipients: "\(assignment.recipients)")
  }

  func values(of name: String, in policies: OrganizationPolicies) throws(PolicyProblem) -> [PolicyParameterValue] {
    switch name.lowercased() {
    case Presets.standardName.lowercased(), "standard": return Policy.standard.parameterValues
    case Presets.strictName.lowercased(), "strict": return Policy.strict.parameterValues
    default: return try policy(name, in: policies).policy.parameterValues
    }
  }

  func create(
    _ name: String, _ assignments: [PolicyAssignment], in policies: inout OrganizationPolicies
  ) throws(PolicyProblem) {
    var set = policies[keyPath: path]
    if (try? policy(name, in: policies)) != nil {
      throw PolicyProblem([kind.rawValue, name], "there is \(Policy.noun.withArticle) of this name already")
    }
    var policy = Policy()
    try assign(assignments, to: &policy, name)
    set.custom[name] = policy
    policies[keyPath: path] = set
  }

  func change(
    _ name: String, _ assignments: [PolicyAssignment], in policies: inout OrganizationPolicies
  ) throws(PolicyProblem) {
    var (key, policy) = try policy(name, in: policies)
    try assign(assignments, to: &policy, name)
    if let key { policies[keyPath: path].custom[key] = policy } else { policies[keyPath: path].fallback = policy }
  }

  func remove(_ name: String, in policies: inout OrganizationPolicies) throws(PolicyProblem) {
    let key = try customKey(name, in: policies, "removed")
    if let rule = rule(ofPolicy: key, in: policies) { try removeRule(rule.name, in: &policies) }
    policies[keyPath: path].custom[key] = nil
  }

  func makeDefault(_ name: String, in policies: inout OrganizationPolicies) throws(PolicyProblem) {
    let key = try customKey(name, in: policies, "made the default again")
    let (_, policy) = try policy(key, in: policies)
    try remove(key, in: &policies)
    policies[keyPath: path].fallback = policy
  }

  private func assign(_ assignments: [PolicyAssignment], to policy: inout Policy, _ name: String) throws(PolicyProblem) {
    do {
      try policy.assign(assignments)
    } catch {
      throw error.below(name).below(kind.rawValue)
    }
  }

  private func customKey(
    _ name: String, in policies: OrganizationPolicies, _ deed: String
  ) throws(PolicyProblem) -> String {
    guard let key = try policy(name, in: policies).key else {
      throw PolicyProblem([kind.rawValue, name], "the default policy cannot be \(deed)")
    }
    return key
  }

  /// `key` is `nil` for the default policy.
  private func policy(
    _ name: String, in policies: OrganizationPolicies
  ) throws(PolicyProblem) -> (key: String?, policy: Policy) {
    let set = policies[keyPath: path]
    if name.lowercased() == PolicySet<Policy>.fallbackName.lowercased() { return (nil, set.fallback) }
    guard let found = set.custom.first(where: { $0.key.lowercased() == name.lowercased() }) else {
      throw PolicyProblem([kind.rawValue, name], "there is no \(Policy.noun) of this name")
    }
    return (found.key, found.value)
  }
}

extension PolicySetEditor {
  func rules(in policies: OrganizationPolicies) -> [PolicyRule] { policies[keyPath: path].rules }

  func rule(ofPolicy name: String, in policies: OrganizationPolicies) -> PolicyRule? {
    rules(in: policies).first { $0.policy.lowercased() == name.lowercased() }
  }

  func createRule(
    _ name: String, _ assignments: [PolicyAssignment], in policies: inout OrganizationPolicies
  ) throws(PolicyProblem) {
    try editingRules(name, &policies) { set throws(PolicyProblem) in
      var rule = PolicyRule()
      rule.name = name
      try rule.assign(assignments.filter { !$0.isPriority })
      try set.insert(rule, priority: try priority(assignments))
    }
  }

  func changeRule(
    _ name: String, _ assignments: [PolicyAssignment], in policies: inout OrganizationPolicies
  ) throws(PolicyProblem) {
    try editingRules(name, &policies) { set throws(PolicyProblem) in
      guard var rule = set.rules.first(where: { $0.name.lowercased() == name.lowercased() }) else {
        throw PolicyProblem([], "there is no rule of this name")
      }
      try rule.assign(assignments.filter { !$0.isPriority })
      try set.change(name) { $0 = rule }
      if let priority = try priority(assignments) { try set.move(rule.name, to: priority) }
    }
  }

  func removeRule(_ name: String, in policies: inout OrganizationPolicies) throws(PolicyProblem) {
    try editingRules(name, &policies) { set throws(PolicyProblem) in try set.removeRule(name) }
  }

  /// All of an edit is done, or nothing; problems name the rule.
  private func editingRules(
    _ name: String, _ policies: inout OrganizationPolicies,
    _ edit: (inout PolicySet<Policy>) throws(PolicyProblem) -> Void
  ) throws(PolicyProblem) {
    var set = policies[keyPath: path]
    do {
      try edit(&set)
    } catch {
      throw error.below(name).below("rules").below(kind.rawValue)
    }
    policies[keyPath: path] = set
  }

  private func priority(_ assignments: [PolicyAssignment]) throws(PolicyProblem) -> Int? {
    guard let assignment = assignments.last(where: \.isPriority) else { return nil }
    switch assignment.value {
    case .integer(let place): return place
    case .text(let text):
      guard let place = Int(text) else { fallthrough }
      return place
    default: throw PolicyProblem(["priority"], "\(assignment.value) is no whole number")
    }
  }
}

extension PolicyAssignment {
  /// The place among the rules, which a rule does not hold itself.
  public var isPriority: Bool { name.lowercased() == "priority" }
}
