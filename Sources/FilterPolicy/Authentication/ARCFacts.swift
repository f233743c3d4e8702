/// What became of the ARC chain (RFC 8617), and what its sealers vouch for.
public struct ARCFacts: Hashable, Sendable {
  /// `none`, `pass`, `fail`.
  public var result: String
  /// Why it fails.
  public var reason: String?
  /// Instance 1 first; to be believed only where the chain passes, and then as far as the sealers are.
  public var sealers: [Sealer]

  public struct Sealer: Hashable, Sendable {
    /// `d=` of the seal, where the message signature of the same instance has it too (eop-spec §8.4).
    public var domain: String?
    /// When the message came to the sealer, DMARC passed for the author's domain, or SPF or DKIM did for one of the same
    /// organization.
    public var isPass: Bool

    public init(domain: String?, isPass: Bool) {
      self.domain = domain
      self.isPass = isPass
    }
  }

  public init(result: String = "none", reason: String? = nil, sealers: [Sealer] = []) {
    self.result = result
    self.reason = reason
    self.sealers = sealers
  }
}

extension ARCFacts: Codable {
  private enum CodingKeys: String, CodingKey {
    case result, reason, sealers
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    result = try container.decodeIfPresent(String.self, forKey: .result)?.lowercased() ?? "none"
    reason = try container.decodeIfPresent(String.self, forKey: .reason)
    sealers = try container.decodeIfPresent([Sealer].self, forKey: .sealers) ?? []
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result, forKey: .result)
    try container.encode(reason, forKey: .reason)
    try container.encode(sealers, forKey: .sealers)
  }
}

extension ARCFacts.Sealer: Codable {
  private enum CodingKeys: String, CodingKey {
    case domain
    case isPass = "pass"
  }
}
