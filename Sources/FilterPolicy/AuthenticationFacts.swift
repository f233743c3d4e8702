/// What sender authentication found. Everything is `none` until the checks exist; `iprev` is the one that does.
public struct AuthenticationFacts: Hashable, Sendable, Codable {
  public var spf: SPF
  public var dkim: [DKIM]
  public var dmarc: DMARC
  public var arc: ARC
  public var iprev: ReverseLookup

  public struct SPF: Hashable, Sendable, Codable {
    /// As RFC 7208 spells it; `none` where nothing was checked.
    public var result: String
    public var domain: String?

    public init(result: String = "none", domain: String? = nil) {
      self.result = result
      self.domain = domain
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(result, forKey: .result)
      try container.encode(domain, forKey: .domain)
    }
  }

  public struct DKIM: Hashable, Sendable, Codable {
    public var result: String
    public var domain: String?
    public var selector: String?
    public var reason: String?

    public init(result: String, domain: String? = nil, selector: String? = nil, reason: String? = nil) {
      self.result = result
      self.domain = domain
      self.selector = selector
      self.reason = reason
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(result, forKey: .result)
      try container.encode(domain, forKey: .domain)
      try container.encode(selector, forKey: .selector)
      try container.encode(reason, forKey: .reason)
    }
  }

  public struct DMARC: Hashable, Sendable, Codable {
    public var result: String
    public var policy: String?
    public var domain: String?
    public var organizationalDomain: String?

    public init(result: String = "none", policy: String? = nil, domain: String? = nil, organizationalDomain: String? = nil) {
      self.result = result
      self.policy = policy
      self.domain = domain
      self.organizationalDomain = organizationalDomain
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(result, forKey: .result)
      try container.encode(policy, forKey: .policy)
      try container.encode(domain, forKey: .domain)
      try container.encode(organizationalDomain, forKey: .organizationalDomain)
    }
  }

  public struct ARC: Hashable, Sendable, Codable {
    public var result: String

    public init(result: String = "none") {
      self.result = result
    }
  }

  public init(
    spf: SPF = SPF(), dkim: [DKIM] = [], dmarc: DMARC = DMARC(), arc: ARC = ARC(), iprev: ReverseLookup = ReverseLookup()
  ) {
    self.spf = spf
    self.dkim = dkim
    self.dmarc = dmarc
    self.arc = arc
    self.iprev = iprev
  }
}
