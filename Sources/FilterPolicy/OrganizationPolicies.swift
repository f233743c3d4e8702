public import MailTypes

/// All that an organization has decided, but for lists that grow: what `martlet apply` sets and `martlet export` writes.
public struct OrganizationPolicies: Hashable, Sendable {
  public var antiSpam = PolicySet<AntiSpamPolicy>()
  public var antiPhish = PolicySet<AntiPhishPolicy>()
  public var antiMalware = PolicySet<AntiMalwarePolicy>()
  public var presets = Presets()
  public var connectionFilter = ConnectionFilterPolicy()
  public var quarantinePolicies: [QuarantinePolicy] = []
  /// ARC sealers whose word overrides a DMARC failure (eop-spec §8.4).
  public var trustedSealers: Set<DomainName> = []
  public var sensitiveWords = SensitiveWords()

  public init() {}

  /// Everything that is wrong, with where.
  public var problems: [PolicyProblem] {
    var names: Set<String> = []
    let twice = quarantinePolicies.filter { !names.insert($0.name.lowercased()).inserted }
    return antiSpam.problems.map { $0.below("antiSpam") } + antiPhish.problems.map { $0.below("antiPhish") }
      + antiMalware.problems.map { $0.below("antiMalware") }
      + quarantinePolicies.flatMap { policy in policy.problems.map { $0.below(policy.name).below("quarantinePolicies") } }
      + twice.map { PolicyProblem(["quarantinePolicies", $0.name], "two quarantine policies have this name") }
      + tagProblems
  }

  private var tagProblems: [PolicyProblem] {
    let known = Set((QuarantinePolicy.builtIn + quarantinePolicies).map(\.name))
    return unknownTags(antiSpam, known, "antiSpam") + unknownTags(antiPhish, known, "antiPhish")
      + unknownTags(antiMalware, known, "antiMalware")
  }

  private func unknownTags<Policy>(_ set: PolicySet<Policy>, _ known: Set<String>, _ kind: String) -> [PolicyProblem] {
    let policies = [(PolicySet<Policy>.fallbackName, set.fallback)] + set.custom.sorted { $0.key < $1.key }
    return policies.flatMap { name, policy in
      Policy.parameters.filter { $0.name.hasSuffix("QuarantineTag") }.compactMap { parameter in
        guard case .text(let tag) = parameter.get(policy), !known.contains(tag) else { return nil }
        return PolicyProblem([kind, name, parameter.key], "there is no quarantine policy \(tag)")
      }
    }
  }
}

extension OrganizationPolicies: Codable {
  /// Revisions of older releases have fewer keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    antiSpam = try container.decode(PolicySet<AntiSpamPolicy>.self, forKey: .antiSpam)
    antiPhish = try container.decode(PolicySet<AntiPhishPolicy>.self, forKey: .antiPhish)
    antiMalware = try container.decode(PolicySet<AntiMalwarePolicy>.self, forKey: .antiMalware)
    presets = try container.decode(Presets.self, forKey: .presets)
    connectionFilter = try container.decode(ConnectionFilterPolicy.self, forKey: .connectionFilter)
    quarantinePolicies = try container.decode([QuarantinePolicy].self, forKey: .quarantinePolicies)
    trustedSealers = try container.decode(Set<DomainName>.self, forKey: .trustedSealers)
    sensitiveWords = try container.decodeIfPresent(SensitiveWords.self, forKey: .sensitiveWords) ?? SensitiveWords()
  }
}
