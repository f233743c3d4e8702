/// A change of a parameter, and whether it protects more or less than before: a row of the configuration drift of eop-spec
/// §14.1.
public struct PolicyDrift: Hashable, Sendable {
  public enum Direction: String, Hashable, Sendable, Codable {
    case increase
    case decrease
  }

  /// From the outside in: `antiSpam`, `custom`, `Sales`, `bulkThreshold`.
  public let path: [String]
  public let from: PolicyValue
  public let to: PolicyValue
  public let direction: Direction
}

extension PolicyDrift: CustomStringConvertible {
  /// `antiSpam.default.bulkThreshold: 7 → 9, decrease`.
  public var description: String { "\(path.joined(separator: ".")): \(from) → \(to), \(direction.rawValue)" }
}

extension OrganizationPolicies {
  /// Which changes from these to `other` make policies that both have protect more or less. Whom they are for, and what
  /// protects neither more nor less, is left to `changes(to:)`.
  public func drift(to other: OrganizationPolicies) -> [PolicyDrift] {
    let quarantine = other.knownQuarantinePolicies
    let changes = changes(to: other)
    let added = Set(changes.compactMap { if case .added(let path) = $0 { path } else { nil } })
    return changes.compactMap { change in
      guard case .changed(let path, let old, let new) = change, !added.contains(Array(path.dropLast())),
        let strength = OrganizationPolicies.strength(at: path)
      else { return nil }
      switch strength.standing(of: new, to: old, quarantine) {
      case .stronger: return PolicyDrift(path: path, from: old, to: new, direction: .increase)
      case .weaker: return PolicyDrift(path: path, from: old, to: new, direction: .decrease)
      case .asRecommended, .different: return nil
      }
    }
  }

  /// Of a parameter of a policy; `nil` for everything else.
  private static func strength(at path: [String]) -> ParameterStrength? {
    guard let kind = path.first, let key = path.last else { return nil }
    if kind == "connectionFilter" { return ConnectionFilterPolicy.strength(key) }
    guard path.count > 2, ["default", "custom"].contains(path[1]) else { return nil }
    switch kind {
    case "antiSpam": return AntiSpamPolicy.strength(key)
    case "antiPhish": return AntiPhishPolicy.strength(key)
    case "antiMalware": return AntiMalwarePolicy.strength(key)
    default: return nil
    }
  }
}

extension AnalyzedPolicy {
  fileprivate static func strength(_ key: String) -> ParameterStrength? { parameter(key).flatMap { strengths[$0.name] } }
}
