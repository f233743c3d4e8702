/// One thing in which two states of an organization's policies differ.
public enum PolicyChange: Hashable, Sendable {
  case added([String])
  case removed([String])
  case changed([String], from: PolicyValue, to: PolicyValue)

  /// From the outside in: `antiSpam`, `custom`, `Sales`, `bulkThreshold`.
  public var path: [String] {
    switch self {
    case .added(let path), .removed(let path), .changed(let path, _, _): path
    }
  }
}

extension PolicyChange: CustomStringConvertible {
  /// `~ antiSpam.default.bulkThreshold: 7 → 6`; of a list only what comes and goes.
  public var description: String {
    let place = path.joined(separator: ".")
    switch self {
    case .added: return "+ \(place)"
    case .removed: return "- \(place)"
    case .changed(_, .list(let old), .list(let new)):
      let gone = Set(old).subtracting(new).sorted().map { "-\($0)" }
      let come = Set(new).subtracting(old).sorted().map { "+\($0)" }
      return "~ \(place): \((come + gone).joined(separator: ", "))"
    case .changed(_, let old, let new): return "~ \(place): \(old) → \(new)"
    }
  }
}

extension OrganizationPolicies {
  /// What has to be done to get from these to `other`, in the order of a file.
  public func changes(to other: OrganizationPolicies) -> [PolicyChange] {
    antiSpam.changes(to: other.antiSpam, ["antiSpam"]) + antiPhish.changes(to: other.antiPhish, ["antiPhish"])
      + antiMalware.changes(to: other.antiMalware, ["antiMalware"])
      + presets.standard.changes(to: other.presets.standard, ["presets", "standard"])
      + presets.strict.changes(to: other.presets.strict, ["presets", "strict"])
      + connectionFilter.changes(to: other.connectionFilter, ["connectionFilter"])
      + named(quarantinePolicies).changes(to: named(other.quarantinePolicies), ["quarantinePolicies"])
      + [OrganizationPolicies.trustedSealersParameter].compactMap { $0.change(from: self, to: other, []) }
      + sensitiveWords.changes(to: other.sensitiveWords, ["sensitiveWords"])
  }

  /// No two have one name: `problems` sees to that.
  private func named(_ policies: [QuarantinePolicy]) -> [String: QuarantinePolicy] {
    Dictionary(policies.map { ($0.name, $0) }) { first, _ in first }
  }
}

extension PolicySet {
  fileprivate func changes(to other: PolicySet, _ path: [String]) -> [PolicyChange] {
    fallback.changes(to: other.fallback, path + ["default"]) + custom.changes(to: other.custom, path + ["custom"])
      + PolicySet.byName(rules).changes(to: PolicySet.byName(other.rules), path + ["rules"])
      + moves(to: other, path + ["rules"])
  }

  private static func byName(_ rules: [PolicyRule]) -> [String: PolicyRule] {
    Dictionary(rules.map { ($0.name, $0) }) { first, _ in first }
  }

  private func moves(to other: PolicySet, _ path: [String]) -> [PolicyChange] {
    rules.enumerated().compactMap { place, rule in
      guard let newPlace = other.rules.firstIndex(where: { $0.name == rule.name }), newPlace != place else { return nil }
      return .changed(path + [rule.name, "priority"], from: .integer(place), to: .integer(newPlace))
    }
  }
}

extension Dictionary where Key == String, Value: Parameterized {
  fileprivate func changes(to other: Self, _ path: [String]) -> [PolicyChange] {
    Set(keys).union(other.keys).sorted().flatMap { name -> [PolicyChange] in
      let path = path + [name]
      guard let new = other[name] else { return [.removed(path)] }
      guard let old = self[name] else {
        return [.added(path)] + Value().changes(to: new, path).filter { $0.path.last != "name" }
      }
      return old.changes(to: new, path)
    }
  }
}

extension Parameterized {
  fileprivate func changes(to other: Self, _ path: [String]) -> [PolicyChange] {
    Self.parameters.compactMap { $0.change(from: self, to: other, path) }
  }
}

extension PolicyParameter {
  fileprivate func change(from old: Policy, to new: Policy, _ path: [String]) -> PolicyChange? {
    let (before, after) = (get(old), get(new))
    return before == after ? nil : .changed(path + [key], from: before, to: after)
  }
}
