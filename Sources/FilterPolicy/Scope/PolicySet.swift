/// All policies of one kind that an organization has: the default one, custom ones, and the rules that say whom those are for.
public struct PolicySet<Policy: FilteringPolicy>: Hashable, Sendable, Codable {
  /// For everybody whom nothing before it is for.
  public var fallback: Policy
  /// By name; one without a rule is for nobody.
  public var custom: [String: Policy]
  /// In order of priority: the first is 0.
  public private(set) var rules: [PolicyRule]

  /// Its name in decisions and commands.
  public static var fallbackName: String { "Default" }
  /// Eop-spec §4.5 is silent on it.
  public static var customLimit: Int { 1000 }

  public init(fallback: Policy = Policy(), custom: [String: Policy] = [:], rules: [PolicyRule] = []) {
    self.fallback = fallback
    self.custom = custom
    self.rules = rules
  }

  public subscript(name: String) -> Policy? {
    name.lowercased() == Self.fallbackName.lowercased() ? fallback : custom[name]
  }

  /// Puts a rule where `priority` says, else last: who stands there moves down (eop-spec §1.3).
  /// - Throws: where the place is beyond the end, or the name is taken.
  public mutating func insert(_ rule: PolicyRule, priority: Int? = nil) throws(PolicyProblem) {
    let place = priority ?? rules.count
    guard (0...rules.count).contains(place) else { throw Self.misplaced(place, last: rules.count) }
    if rules.contains(where: { $0.name.lowercased() == rule.name.lowercased() }) {
      throw PolicyProblem(["name"], "there is a rule \(rule.name) already")
    }
    rules.insert(rule, at: place)
  }

  /// Moves a rule; those between its old and its new place move by one.
  public mutating func move(_ name: String, to priority: Int) throws(PolicyProblem) {
    let index = try position(of: name)
    guard rules.indices.contains(priority) else { throw Self.misplaced(priority, last: rules.count - 1) }
    rules.insert(rules.remove(at: index), at: priority)
  }

  public mutating func change(_ name: String, _ change: (inout PolicyRule) -> Void) throws(PolicyProblem) {
    change(&rules[try position(of: name)])
  }

  public mutating func removeRule(_ name: String) throws(PolicyProblem) {
    rules.remove(at: try position(of: name))
  }

  private func position(of name: String) throws(PolicyProblem) -> Int {
    guard let index = rules.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) else {
      throw PolicyProblem(["name"], "there is no rule \(name)")
    }
    return index
  }

  private static func misplaced(_ place: Int, last: Int) -> PolicyProblem {
    PolicyProblem(["priority"], "\(place) is not within 0…\(max(0, last))")
  }

  /// Everything that is wrong, with where.
  public var problems: [PolicyProblem] {
    var problems = fallback.problems.map { $0.below(Self.fallbackName) }
    if custom.count > Self.customLimit {
      problems.append(PolicyProblem([], "\(custom.count) custom policies; at most \(Self.customLimit) are possible"))
    }
    for (name, policy) in custom.sorted(by: { $0.key < $1.key }) {
      if let problem = PolicyText.problem(inName: name) { problems.append(PolicyProblem([name], problem)) }
      if Presets.names.contains(name) || name.lowercased() == Self.fallbackName.lowercased() {
        problems.append(PolicyProblem([name], "\(name) is the name of a built-in policy; choose another"))
      }
      problems += policy.problems.map { $0.below(name) }
    }
    return problems + ruleProblems
  }

  private var ruleProblems: [PolicyProblem] {
    var problems: [PolicyProblem] = []
    var names: Set<String> = []
    var policies: Set<String> = []
    for rule in rules {
      func note(_ key: String, _ text: String) { problems.append(PolicyProblem(["rules", rule.name, key], text)) }
      if let problem = PolicyText.problem(inName: rule.name) { note("name", problem) }
      if !names.insert(rule.name.lowercased()).inserted { note("name", "two rules have this name") }
      if custom[rule.policy] == nil { note("policy", "there is no custom policy \(rule.policy)") }
      if !policies.insert(rule.policy).inserted { note("policy", "another rule speaks of \(rule.policy) already") }
      if !rule.recipients.hasCondition { note("sentTo", "a rule needs sentTo, sentToMemberOf or recipientDomainIs") }
    }
    return problems
  }
}
