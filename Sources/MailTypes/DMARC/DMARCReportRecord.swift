/// Messages of one address that fared alike (RFC 9990 §2, `record`).
public struct DMARCReportRecord: Hashable, Sendable, Codable {
  /// What was done.
  public enum Disposition: String, Hashable, Sendable, Codable {
    case none, pass, quarantine, reject
  }

  /// Why something else was done than the policy asks for.
  public struct Override: Hashable, Sendable, Codable {
    /// `local_policy`, `mailing_list`, `policy_test_mode`, `trusted_forwarder`, `other`, and those of RFC 7489.
    public var type: String
    public var comment: String?

    public init(type: String, comment: String? = nil) {
      self.type = type
      self.comment = comment
    }
  }

  /// One signature, or the SPF check.
  public struct Authentication: Hashable, Sendable, Codable {
    public var domain = ""
    /// Of a signature.
    public var selector: String?
    /// Of SPF: `mfrom`, or `helo` in RFC 7489.
    public var scope: String?
    /// As RFC 8601 spells it.
    public var result = ""
    public var explanation: String?

    public init(domain: String = "", result: String = "", selector: String? = nil, scope: String? = nil) {
      self.domain = domain
      self.result = result
      self.selector = selector
      self.scope = scope
    }
  }

  public var source: IPAddress
  /// Messages; at least 1 in what honest reporters write.
  public var count: Int
  public var disposition: Disposition
  /// Whether an aligned signature passed.
  public var dkimAligned: Bool
  public var spfAligned: Bool
  public var overrides: [Override] = []
  public var headerFrom: String
  /// Empty for the null reverse-path.
  public var envelopeFrom: String?
  public var envelopeTo: String?
  public var dkim: [Authentication] = []
  public var spf: [Authentication] = []

  public init(
    source: IPAddress, count: Int, disposition: Disposition, dkimAligned: Bool, spfAligned: Bool, headerFrom: String
  ) {
    self.source = source
    self.count = count
    self.disposition = disposition
    self.dkimAligned = dkimAligned
    self.spfAligned = spfAligned
    self.headerFrom = headerFrom
  }

  /// All but the count is the same.
  public func isLike(_ other: DMARCReportRecord) -> Bool {
    var other = other
    other.count = count
    return self == other
  }
}
