/// What SPF says of the reverse-path, or of the HELO name where that is null (RFC 7208).
public struct SPFFacts: Hashable, Sendable {
  /// As RFC 7208 §2.6 spells it; `none` where nothing was checked.
  public var result: String
  /// Whose record was asked for.
  public var domain: String?
  /// The domain is the author's, or of the same organization.
  public var isAligned: Bool

  public init(result: String = "none", domain: String? = nil, isAligned: Bool = false) {
    self.result = result
    self.domain = domain
    self.isAligned = isAligned
  }
}

extension SPFFacts: Codable {
  private enum CodingKeys: String, CodingKey {
    case result, domain
    case isAligned = "aligned"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    result = try container.decodeIfPresent(String.self, forKey: .result)?.lowercased() ?? "none"
    domain = try container.decodeIfPresent(String.self, forKey: .domain)
    isAligned = try container.decodeIfPresent(Bool.self, forKey: .isAligned) ?? false
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result, forKey: .result)
    try container.encode(domain, forKey: .domain)
    try container.encode(isAligned, forKey: .isAligned)
  }
}
