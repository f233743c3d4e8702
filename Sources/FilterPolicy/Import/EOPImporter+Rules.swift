extension EOPImporter {
  /// A rule, and where among the others it stood.
  private struct PlacedRule {
    let rule: PolicyRule
    let priority: Int
  }

  /// Rules get their order from `Priority`, and come after those there are: what is here already keeps its precedence.
  mutating func readRules<Policy: FilteringPolicy>(
    _ objects: [ImportedObject], of kind: EOPObjectKind, _ set: WritableKeyPath<OrganizationPolicies, PolicySet<Policy>>
  ) {
    var rules: [PlacedRule] = []
    for object in objects {
      var reader = ObjectReader(object)
      if let rule = readRule(&reader, of: kind, policies[keyPath: set], rules.map(\.rule)) { rules.append(rule) }
      done(reader)
    }
    let imported = rules.enumerated().sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }
      .map(\.element.rule)
    let kept = policies[keyPath: set].rules.filter { old in !imported.contains { EOPImporter.clash($0, old) } }
    policies[keyPath: set] = PolicySet(
      fallback: policies[keyPath: set].fallback, custom: policies[keyPath: set].custom, rules: kept + imported)
  }

  /// Neither a name nor a policy can be that of two rules.
  private static func clash(_ left: PolicyRule, _ right: PolicyRule) -> Bool {
    left.name.lowercased() == right.name.lowercased() || left.policy == right.policy
  }

  private func readRule<Policy>(
    _ reader: inout ObjectReader, of kind: EOPObjectKind, _ set: PolicySet<Policy>, _ others: [PolicyRule]
  ) -> PlacedRule? {
    guard let name = reader.object.name else {
      reader.leave(.notUnderstood, at: "Name", "is missing; the rule is left out")
      return nil
    }
    guard let policy = reader.text(kind.rawValue).flatMap({ policyName($0, kind, set) }) else {
      reader.leave(.notUnderstood, at: kind.rawValue, "names no custom policy of the import or here; the rule is left out")
      return nil
    }
    var rule = PolicyRule(name: name, policy: policy, recipients: RecipientFilter())
    let failed = reader.set(&rule, except: ["Name", "Policy", "Enabled"])
    if let problem = EOPImporter.problem(in: rule, others) {
      reader.leave(.notUnderstood, "\(problem); the rule is left out")
      return nil
    }
    rule.enabled = readState(&reader, isWhole: failed.subtracting(["Comments"]).isEmpty)
    if reader.object.properties["Priority"] == nil {
      reader.note(.notUnderstood, at: "Priority", "is missing; the rule comes after those that have one")
    }
    return PlacedRule(rule: rule, priority: reader.integer("Priority") ?? .max)
  }

  private func policyName<Policy>(_ identity: String, _ kind: EOPObjectKind, _ set: PolicySet<Policy>) -> String? {
    let candidates = [name(kind, of: identity)].compactMap { $0 } + ImportedObject.names(in: identity)
    return candidates.lazy.compactMap { candidate in
      set.custom.keys.first { $0.lowercased() == candidate.lowercased() }
    }.first
  }

  private static func problem(in rule: PolicyRule, _ others: [PolicyRule]) -> String? {
    if let problem = PolicyText.problem(inName: rule.name) { return problem }
    if let other = others.first(where: { clash($0, rule) }) { return "the import has the rule \(other.name) already" }
    return rule.recipients.hasCondition ? nil : "no condition of it is understood"
  }

  /// Whether a rule is on. One of which a condition or an exception was not understood is not: it would be for others.
  func readState(_ reader: inout ObjectReader, isWhole: Bool) -> Bool {
    guard let state = reader.word("State", of: ["enabled", "disabled"]) else {
      reader.note(.notUnderstood, at: "State", "is neither Enabled nor Disabled; the rule is taken over switched off")
      return false
    }
    let isOn = state == "enabled"
    if isOn, !isWhole {
      reader.note(.remark, at: "State", "the rule is taken over switched off: not all of whom it is for was understood")
    }
    return isOn && isWhole
  }
}
