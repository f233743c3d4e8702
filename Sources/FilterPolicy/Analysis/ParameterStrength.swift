/// In which direction a parameter protects more.
enum ParameterStrength: Sendable {
  case higher
  case lower
  /// A switch that protects while it is on.
  case on
  /// A switch that protects while it is off.
  case off
  /// A list of which each entry opens a hole.
  case fewer
  /// A list of which each entry closes one.
  case more
  /// Named values, the weakest first; those of one level protect alike.
  case ranked([[String]])
  /// The name of a quarantine policy.
  case quarantineTag
  /// No value protects more than another; one is recommended all the same.
  case exact

  /// How a value stands to the recommended one.
  func standing(
    of value: PolicyValue, to recommended: PolicyValue, _ quarantine: [String: QuarantinePolicy]
  ) -> PolicyRecommendation.Standing {
    if value == recommended { return .asRecommended }
    switch (self, value, recommended) {
    case (.higher, _, _): return order(value.number, recommended.number)
    case (.lower, _, _): return order(recommended.number, value.number)
    case (.on, .flag(let isOn), _): return isOn ? .stronger : .weaker
    case (.off, .flag(let isOn), _): return isOn ? .weaker : .stronger
    case (.fewer, .list(let values), .list(let wanted)): return Set(values).isSubset(of: wanted) ? .stronger : .weaker
    case (.more, .list(let values), .list(let wanted)): return Set(values).isSuperset(of: wanted) ? .stronger : .weaker
    case (.ranked(let levels), .text(let value), .text(let wanted)): return order(rank(value, levels), rank(wanted, levels))
    case (.quarantineTag, .text(let tag), .text(let wanted)):
      return ParameterStrength.standing(of: quarantine[tag], to: quarantine[wanted])
    default: return .different
    }
  }

  private func rank(_ value: String, _ levels: [[String]]) -> Double? {
    levels.firstIndex { $0.contains(value) }.map(Double.init)
  }

  private func order(_ value: Double?, _ recommended: Double?) -> PolicyRecommendation.Standing {
    guard let value, let recommended, value != recommended else { return .different }
    return value > recommended ? .stronger : .weaker
  }

  /// Who gets mail out more easily is protected less; so is who could see held mail, and is not told of it.
  private static func standing(
    of policy: QuarantinePolicy?, to recommended: QuarantinePolicy?
  ) -> PolicyRecommendation.Standing {
    guard let policy, let recommended else { return .different }
    let isUntold = recommended.esnEnabled && !policy.esnEnabled && !policy.permissions.isEmpty
    if isUntold || policy.reach > recommended.reach { return .weaker }
    return policy.reach < recommended.reach || policy.esnEnabled != recommended.esnEnabled ? .stronger : .different
  }
}

extension QuarantinePolicy {
  /// How far people get with their held mail: 0 for not at all, 1 for asking, 2 for out.
  fileprivate var reach: Int { permissions.contains(.release) ? 2 : permissions.contains(.requestRelease) ? 1 : 0 }
}

extension PolicyValue {
  fileprivate var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let value): value
    default: nil
    }
  }
}
