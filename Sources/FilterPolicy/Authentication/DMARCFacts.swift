/// What DMARC says of the author's domain (RFC 9989).
public struct DMARCFacts: Hashable, Sendable {
  /// `none`, `pass`, `fail`, `temperror`, `permerror`.
  public var result: String
  /// `p` of the record: `none`, `quarantine`, `reject`; `nil` without a record.
  public var policy: String?
  /// What the owner asks for mail of this very domain that fails: of `p`, `sp` and `np` the one that applies, one step lower while
  /// it is tested.
  public var appliedPolicy: String?
  /// The author's: the domain of From that decides.
  public var domain: String?
  public var organizationalDomain: String?
  /// DNS gave no answer in time (eop-spec §2.10, 112).
  public var isTimeout: Bool
  /// For the aggregate report; `nil` where the owner asks for none.
  public var report: DMARCReportFacts?

  public init(
    result: String = "none", policy: String? = nil, appliedPolicy: String? = nil, domain: String? = nil,
    organizationalDomain: String? = nil, isTimeout: Bool = false, report: DMARCReportFacts? = nil
  ) {
    self.result = result
    self.policy = policy
    self.appliedPolicy = appliedPolicy
    self.domain = domain
    self.organizationalDomain = organizationalDomain
    self.isTimeout = isTimeout
    self.report = report
  }
}

extension DMARCFacts: Codable {
  private enum CodingKeys: String, CodingKey {
    case result, policy, appliedPolicy, domain, organizationalDomain, report
    case isTimeout = "timeout"
  }

  /// A policy that is given alone applies.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    result = try container.decodeIfPresent(String.self, forKey: .result)?.lowercased() ?? "none"
    policy = try container.decodeIfPresent(String.self, forKey: .policy)?.lowercased()
    appliedPolicy = try container.decodeIfPresent(String.self, forKey: .appliedPolicy)?.lowercased() ?? policy
    domain = try container.decodeIfPresent(String.self, forKey: .domain)
    organizationalDomain = try container.decodeIfPresent(String.self, forKey: .organizationalDomain)
    isTimeout = try container.decodeIfPresent(Bool.self, forKey: .isTimeout) ?? false
    report = try container.decodeIfPresent(DMARCReportFacts.self, forKey: .report)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result, forKey: .result)
    try container.encode(policy, forKey: .policy)
    try container.encode(appliedPolicy, forKey: .appliedPolicy)
    try container.encode(domain, forKey: .domain)
    try container.encode(organizationalDomain, forKey: .organizationalDomain)
    try container.encode(isTimeout, forKey: .isTimeout)
    try container.encodeIfPresent(report, forKey: .report)
  }
}
