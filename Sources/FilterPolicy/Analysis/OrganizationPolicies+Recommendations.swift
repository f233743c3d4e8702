extension OrganizationPolicies {
  /// The configuration analyzer (eop-spec §14.1–14.3): each recommended parameter of each policy in force, beside Standard and
  /// Strict. In force are the default policies and those that a rule which is on gives to somebody; presets are as recommended
  /// by themselves. Of §14.3 two checks contradict §14.2 and do not count: 112 and 141 want junk where Strict has quarantine.
  public var recommendations: [PolicyRecommendation] {
    let quarantine = knownQuarantinePolicies
    return antiSpam.recommendations(kind: "antiSpam", quarantine) + antiPhish.recommendations(kind: "antiPhish", quarantine)
      + antiMalware.recommendations(kind: "antiMalware", quarantine)
      + connectionFilter.recommendations(
        kind: "connectionFilter", name: PolicySet<AntiSpamPolicy>.fallbackName, at: ["connectionFilter"], quarantine)
  }

  var knownQuarantinePolicies: [String: QuarantinePolicy] {
    Dictionary((QuarantinePolicy.builtIn + quarantinePolicies).map { ($0.name, $0) }) { first, _ in first }
  }
}

extension PolicySet where Policy: AnalyzedPolicy {
  fileprivate func recommendations(kind: String, _ quarantine: [String: QuarantinePolicy]) -> [PolicyRecommendation] {
    let inForce = Set(rules.filter(\.enabled).map(\.policy))
    let own = custom.filter { inForce.contains($0.key) }.sorted { $0.key < $1.key }
    return fallback.recommendations(kind: kind, name: Self.fallbackName, at: [kind, "default"], quarantine)
      + own.flatMap { $0.value.recommendations(kind: kind, name: $0.key, at: [kind, "custom", $0.key], quarantine) }
  }
}
