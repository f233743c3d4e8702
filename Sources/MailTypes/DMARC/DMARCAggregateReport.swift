/// What a receiver saw of mail in a domain's name (RFC 9990; RFC 7489 Appendix C).
public struct DMARCAggregateReport: Hashable, Sendable, Codable {
  /// Who reports.
  public struct Reporter: Hashable, Sendable, Codable {
    public var name = ""
    public var email = ""
    public var contact: String?
    /// Name and version of the software.
    public var generator: String?

    public init(name: String = "", email: String = "", contact: String? = nil, generator: String? = nil) {
      self.name = name
      self.email = email
      self.contact = contact
      self.generator = generator
    }
  }

  /// The record that was found.
  public struct PublishedPolicy: Hashable, Sendable, Codable {
    public var domain = ""
    public var discovery: DMARCDiscovery?
    public var policy: DMARCPolicy?
    public var subdomainPolicy: DMARCPolicy?
    public var nonexistentPolicy: DMARCPolicy?
    public var dkimAlignment: DMARCAlignmentMode?
    public var spfAlignment: DMARCAlignmentMode?
    public var failureOptions: String?
    public var isTesting: Bool?
    /// `pct` of RFC 7489, 0…100.
    public var percentage: Int?

    public init(domain: String = "") { self.domain = domain }
  }

  public var reporter: Reporter
  /// Unique among the reports of one reporter to one domain.
  public var id: String
  public var begin: UTCTime
  public var end: UTCTime
  /// What was wrong with the domain's record.
  public var errors: [String] = []
  public var published: PublishedPolicy
  public var records: [DMARCReportRecord] = []

  public init(reporter: Reporter, id: String, begin: UTCTime, end: UTCTime, published: PublishedPolicy) {
    self.reporter = reporter
    self.id = id
    self.begin = begin
    self.end = end
    self.published = published
  }

  /// `receiver!domain!begin!end.xml.gz` (RFC 9990 §2, Email).
  public func fileName(receiver: DomainName) -> String {
    "\(receiver)!\(published.domain)!\(begin.unixSeconds)!\(end.unixSeconds).xml.gz"
  }
}

extension UTCTime {
  /// Seconds since 1970.
  public var unixSeconds: Int64 { microseconds / 1_000_000 }
}
