extension OrganizationPolicies {
  /// Which values a tree has.
  public enum Extent: Sendable {
    case everything
    /// Only what is not as it would be anyway: short enough to be read.
    case changes
  }

  /// Reads a tree. What it does not name has its default.
  /// - Returns: the policies, and all that is wrong with them, by path; they are of use only where nothing is.
  public static func reading(_ root: PolicyNode) -> (policies: OrganizationPolicies, problems: [PolicyProblem]) {
    var policies = OrganizationPolicies()
    var reader = PolicyReader()
    reader.section(root) { reader, entry in
      switch entry.key {
      case "antiSpam": policies.antiSpam = PolicySet(entry.value, &reader)
      case "antiPhish": policies.antiPhish = PolicySet(entry.value, &reader)
      case "antiMalware": policies.antiMalware = PolicySet(entry.value, &reader)
      case "presets": policies.presets = Presets(entry.value, &reader)
      case "connectionFilter": policies.connectionFilter = reader.parameters(entry.value)
      case "quarantinePolicies":
        reader.list(entry.value) { reader, _, section in policies.quarantinePolicies.append(reader.parameters(section)) }
      case "sensitiveWords": policies.sensitiveWords = reader.parameters(entry.value)
      case trustedSealersParameter.key: reader.set(trustedSealersParameter, of: &policies, to: entry.value)
      default:
        reader.unknown([
          "antiSpam", "antiPhish", "antiMalware", "presets", "connectionFilter", "quarantinePolicies", "trustedSealers",
          "sensitiveWords",
        ])
      }
    }
    return (policies, reader.problems + policies.problems)
  }

  public func node(_ extent: Extent = .everything) -> PolicyNode {
    var entries = [
      PolicyNode.Entry("antiSpam", antiSpam.node(extent)), PolicyNode.Entry("antiPhish", antiPhish.node(extent)),
      PolicyNode.Entry("antiMalware", antiMalware.node(extent)), PolicyNode.Entry("presets", presets.node(extent)),
      PolicyNode.Entry("connectionFilter", connectionFilter.node(extent)),
      PolicyNode.Entry("quarantinePolicies", .list(quarantinePolicies.map { $0.node(extent) })),
      PolicyNode.Entry(
        OrganizationPolicies.trustedSealersParameter.key, .value(OrganizationPolicies.trustedSealersParameter.get(self))),
      PolicyNode.Entry("sensitiveWords", sensitiveWords.node(extent)),
    ]
    if extent == .changes { entries.removeAll { $0.value.isEmpty } }
    return .section(entries)
  }

  /// Beside the policies there is but one value.
  static let trustedSealersParameter = PolicyParameter.list(
    "TrustedSealers", \OrganizationPolicies.trustedSealers, maximum: 1000)
}

extension PolicySet {
  fileprivate init(_ node: PolicyNode, _ reader: inout PolicyReader) {
    var (fallback, custom, rules) = (Policy(), [String: Policy](), [PolicyRule]())
    reader.section(node) { reader, entry in
      switch entry.key {
      case "default": fallback = reader.parameters(entry.value)
      case "custom":
        reader.section(entry.value) { reader, entry in custom[entry.key] = reader.parameters(entry.value) }
      case "rules": reader.list(entry.value) { reader, _, section in rules.append(reader.parameters(section)) }
      default: reader.unknown(["default", "custom", "rules"])
      }
    }
    self.init(fallback: fallback, custom: custom, rules: rules)
  }

  fileprivate func node(_ extent: OrganizationPolicies.Extent) -> PolicyNode {
    let policies = custom.sorted { $0.key < $1.key }.map { PolicyNode.Entry($0.key, $0.value.node(extent)) }
    var entries = [
      PolicyNode.Entry("default", fallback.node(extent)), PolicyNode.Entry("custom", .section(policies)),
      PolicyNode.Entry("rules", .list(rules.map { $0.node(extent) })),
    ]
    if extent == .changes { entries.removeAll { $0.value.isEmpty } }
    return .section(entries)
  }
}

extension Presets {
  fileprivate init(_ node: PolicyNode, _ reader: inout PolicyReader) {
    self.init()
    var (standard, strict) = (standard, strict)
    reader.section(node) { reader, entry in
      switch entry.key {
      case "standard": standard = reader.parameters(entry.value)
      case "strict": strict = reader.parameters(entry.value)
      default: reader.unknown(["standard", "strict"])
      }
    }
    (self.standard, self.strict) = (standard, strict)
  }

  fileprivate func node(_ extent: OrganizationPolicies.Extent) -> PolicyNode {
    var entries = [
      PolicyNode.Entry("standard", standard.node(extent)), PolicyNode.Entry("strict", strict.node(extent)),
    ]
    if extent == .changes { entries.removeAll { $0.value.isEmpty } }
    return .section(entries)
  }
}

extension Parameterized {
  func node(_ extent: OrganizationPolicies.Extent) -> PolicyNode {
    let standard = Self()
    let shown = Self.parameters.filter { extent == .everything || $0.get(self) != $0.get(standard) }
    return .section(shown.map { PolicyNode.Entry($0.key, .value($0.get(self))) })
  }
}

extension PolicyNode {
  fileprivate var isEmpty: Bool {
    switch self {
    case .value(let value): value == .list([])
    case .section(let entries): entries.isEmpty
    case .list(let sections): sections.isEmpty
    }
  }
}
