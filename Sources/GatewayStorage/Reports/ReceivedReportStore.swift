public import MailTypes

/// The aggregate reports of others about domains of ours. Every method may throw `StoreError`.
public protocol ReceivedReportStore: Sendable {
  /// - Returns: `false` where the same report is there already, which stays as it is.
  func keep(_ report: ReceivedReport) async throws -> Bool
  /// The newest first, without their records.
  func receivedReports(_ filter: ReceivedReportFilter) async throws -> [ReceivedReport]
  /// Sums over all reports for each source and author domain, the most messages first.
  func reportedSources(_ filter: ReceivedReportFilter) async throws -> [ReportedSource]
  func forgetReceivedReports(before time: Int64) async throws
}

/// A report as it came. The key is the organization, the domain, the reporter's name and the id: ids are unique among the reports
/// of one reporter to one domain (RFC 9990, "Definition of Report-ID").
public struct ReceivedReport: Hashable, Sendable {
  /// Whose address it came to.
  public var organization: String
  /// UTC microseconds.
  public var receivedAt: Int64
  /// The author's domain of the message that brought it, where DMARC passed: anybody can make up a report.
  public var provenSender: String?
  /// Records that were not kept.
  public var omittedRecords: Int
  public var report: DMARCAggregateReport

  public init(
    organization: String, receivedAt: Int64, provenSender: String?, omittedRecords: Int = 0, report: DMARCAggregateReport
  ) {
    self.organization = organization
    self.receivedAt = receivedAt
    self.provenSender = provenSender
    self.omittedRecords = omittedRecords
    self.report = report
  }
}

/// Which reports are asked for.
public struct ReceivedReportFilter: Hashable, Sendable {
  public var organization: String?
  /// That the reports are about.
  public var domain: String?
  /// Periods that end before are left out; UTC microseconds.
  public var since: Int64
  public var limit: Int

  public init(organization: String? = nil, domain: String? = nil, since: Int64 = 0, limit: Int = 100) {
    self.organization = organization
    self.domain = domain
    self.since = since
    self.limit = limit
  }
}

/// Who sends in a domain's name, by what others report.
public struct ReportedSource: Hashable, Sendable {
  public var domain: String
  public var source: IPAddress
  public var headerFrom: String
  public var messages: Int
  /// With an aligned signature that passes; with an aligned SPF pass; with either.
  public var dkimPassed: Int
  public var spfPassed: Int
  public var passed: Int

  public init(
    domain: String, source: IPAddress, headerFrom: String, messages: Int = 0, dkimPassed: Int = 0, spfPassed: Int = 0,
    passed: Int = 0
  ) {
    self.domain = domain
    self.source = source
    self.headerFrom = headerFrom
    self.messages = messages
    self.dkimPassed = dkimPassed
    self.spfPassed = spfPassed
    self.passed = passed
  }

  public mutating func add(_ record: DMARCReportRecord) {
    messages += record.count
    if record.dkimAligned { dkimPassed += record.count }
    if record.spfAligned { spfPassed += record.count }
    if record.dkimAligned || record.spfAligned { passed += record.count }
  }
}
