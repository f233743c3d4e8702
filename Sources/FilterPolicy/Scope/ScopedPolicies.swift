/// The policies of one kind, arranged so that the first that fits a recipient is found without looking at each.
public struct ScopedPolicies<Policy: FilteringPolicy>: Sendable {
  /// What applies to a recipient.
  public struct Applied: Sendable {
    public let policy: Policy
    public let name: String
    /// `nil` for the default policy.
    public let rule: String?

    init(_ policy: Policy, name: String, rule: String? = nil) {
      self.policy = policy
      self.name = name
      self.rule = rule
    }
  }

  /// In order of precedence; the default policy is last, and for everybody.
  private let candidates: [Applied]
  private let scopes: RuleScopes

  public init(_ set: PolicySet<Policy>, presets: Presets) {
    var candidates: [Applied] = []
    var filters: [RecipientFilter] = []
    func add(_ applied: Applied, _ filter: RecipientFilter) {
      candidates.append(applied)
      filters.append(filter)
    }
    if presets.strict.enabled {
      let policy = Policy.strict.preset(presets.strict)
      add(Applied(policy, name: Presets.strictName, rule: Presets.strictName), presets.strict.recipients)
    }
    if presets.standard.enabled {
      let policy = Policy.standard.preset(presets.standard)
      add(Applied(policy, name: Presets.standardName, rule: Presets.standardName), presets.standard.recipients)
    }
    for rule in set.rules where rule.enabled {
      guard let policy = set.custom[rule.policy] else { continue }
      add(Applied(policy, name: rule.policy, rule: rule.name), rule.recipients)
    }
    scopes = RuleScopes(filters)
    self.candidates = candidates + [Applied(set.fallback, name: PolicySet<Policy>.fallbackName)]
  }

  /// All that can be in force for anybody.
  var policies: [Policy] { candidates.map(\.policy) }

  /// The policy in force for the recipient.
  func applied(to recipient: PolicyRecipient) -> Applied {
    // The default policy stands after the last of the filters.
    candidates[scopes.first(for: recipient) ?? candidates.count - 1]
  }

  /// All that would fit, in order: what comes after the first is shadowed.
  func all(for recipient: PolicyRecipient) -> [Applied] {
    scopes.all(for: recipient).map { candidates[$0] } + [candidates[candidates.count - 1]]
  }
}
