/// What became of one DKIM signature (RFC 6376).
public struct DKIMFacts: Hashable, Sendable {
  /// As RFC 8601 §2.7.1 spells it.
  public var result: String
  /// `d=`.
  public var domain: String?
  public var selector: String?
  /// Why it does not pass.
  public var reason: String?
  /// `d=` is the author's domain, or of the same organization.
  public var isAligned: Bool
  /// What stays open though it passes: an unsigned rest of the body, a key in testing.
  public var risks: [String]

  public init(
    result: String, domain: String? = nil, selector: String? = nil, reason: String? = nil, isAligned: Bool = false,
    risks: [String] = []
  ) {
    self.result = result
    self.domain = domain
    self.selector = selector
    self.reason = reason
    self.isAligned = isAligned
    self.risks = risks
  }
}

extension DKIMFacts: Codable {
  private enum CodingKeys: String, CodingKey {
    case result, domain, selector, reason, risks
    case isAligned = "aligned"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    result = try container.decode(String.self, forKey: .result).lowercased()
    domain = try container.decodeIfPresent(String.self, forKey: .domain)
    selector = try container.decodeIfPresent(String.self, forKey: .selector)
    reason = try container.decodeIfPresent(String.self, forKey: .reason)
    isAligned = try container.decodeIfPresent(Bool.self, forKey: .isAligned) ?? false
    risks = try container.decodeIfPresent([String].self, forKey: .risks) ?? []
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result, forKey: .result)
    try container.encode(domain, forKey: .domain)
    try container.encode(selector, forKey: .selector)
    try container.encode(reason, forKey: .reason)
    try container.encode(isAligned, forKey: .isAligned)
    try container.encode(risks, forKey: .risks)
  }
}
