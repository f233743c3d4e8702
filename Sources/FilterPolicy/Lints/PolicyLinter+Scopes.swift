import MailTypes

extension PolicyLinter {
  /// A rule or preset in its place before others.
  private struct Scope {
    let path: [String]
    /// `the rule Sales`, `the preset Strict`.
    let words: String
    let filter: RecipientFilter
  }

  private var presetScopes: [Scope] {
    [("strict", "the preset Strict", policies.presets.strict), ("standard", "the preset Standard", policies.presets.standard)]
      .filter { $0.2.enabled }.map { Scope(path: ["presets", $0.0], words: $0.1, filter: $0.2.recipients) }
  }

  /// Whom the policies of one kind are for.
  func lints<Policy>(of set: PolicySet<Policy>, kind: String, _ census: RecipientCensus) -> [PolicyLint] {
    let rules = set.rules.filter { $0.enabled && set.custom[$0.policy] != nil }
    let scopes = rules.map { Scope(path: [kind, "rules", $0.name], words: "the rule \($0.name)", filter: $0.recipients) }
    return looseLints(set, kind) + lints(of: scopes, after: presetScopes, census)
  }

  func presetLints(_ census: RecipientCensus) -> [PolicyLint] {
    let everybody = presetScopes.filter { !$0.filter.hasCondition }.map { scope in
      PolicyLint.note(scope.path, "has no condition and is for everybody but its exceptions; custom policies come after it")
    }
    return lints(of: presetScopes, after: [], census) + everybody
  }

  /// Policies and rules that are for nobody by themselves.
  private func looseLints<Policy>(_ set: PolicySet<Policy>, _ kind: String) -> [PolicyLint] {
    let used = Set(set.rules.map(\.policy))
    let loose = set.custom.keys.filter { !used.contains($0) }.sorted().map { name in
      PolicyLint.warning([kind, "custom", name], "is for nobody: no rule speaks of it; make one, or remove the policy")
    }
    let off = set.rules.filter { !$0.enabled }.map { rule in
      PolicyLint.note([kind, "rules", rule.name], "is off, so that \(rule.policy) is for nobody; turn it on, or remove both")
    }
    return loose + off
  }

  private func lints(of scopes: [Scope], after earlier: [Scope], _ census: RecipientCensus) -> [PolicyLint] {
    let all = earlier + scopes
    let reach = census.reach(of: all.map(\.filter))
    return scopes.indices.flatMap { index -> [PolicyLint] in
      let place = earlier.count + index
      let scope = all[place]
      let linter = ScopeLinter(
        filter: scope.filter, path: scope.path, book: recipients, census: census, acceptedDomains: acceptedDomains)
      let own = linter.lints
      if let shadow = shadow(over: place, all, reach[place]) { return own + [shadow] }
      // Where something is said of why, that nobody is left need not be said too.
      guard own.isEmpty, reach[place].fitting == 0, !census.people.isEmpty else { return own }
      return [.note(scope.path, "fits nobody in the directory")]
    }
  }

  private func shadow(over place: Int, _ scopes: [Scope], _ reach: RecipientCensus.Reach) -> PolicyLint? {
    let scope = scopes[place]
    if let first = scopes[..<place].first(where: { $0.filter.covers(scope.filter) }) {
      return .warning(
        scope.path,
        "is never reached: \(first.words) comes before it and is for everybody that it is for; narrow that one, or "
          + (first.path.first == "presets" ? "remove this" : "move this before it"))
    }
    guard reach.isShadowed else { return nil }
    let takers = reach.takenBy.sorted { $0.key < $1.key }.map { "\(scopes[$0.key].words) \($0.value)" }
    return .warning(
      scope.path,
      "nobody of the \(reach.fitting) in the directory that it is for gets it, others come before it: "
        + "\(PolicyText.naming(takers)); narrow those, or move this before them")
  }
}
