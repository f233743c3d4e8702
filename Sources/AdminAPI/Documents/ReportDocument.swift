import GatewayStorage
public import MailTypes

/// One aggregate report, waiting or sent, as `/api/v1/dmarc-reports` shows it.
public struct ReportDocument: Hashable, Sendable, Codable {
  public var domain: String
  public var begin: UTCTime
  public var end: UTCTime
  /// `counting`, `waiting`, `sent`, `unwanted`, `tooLarge`, `givenUp`.
  public var state: String
  public var messages: Int
  public var recordCount: Int
  /// Messages beyond the limit of records.
  public var uncounted: Int
  /// When it is sent, or tried again.
  public var due: UTCTime?
  public var settledAt: UTCTime?
  public var recipients: [EmailAddress]
  public var published: DMARCAggregateReport.PublishedPolicy
  /// The most messages first; not in lists.
  public var records: [DMARCReportRecord]?

  init(_ period: ReportPeriod, _ records: [DMARCReportRecord]? = nil, now: UTCTime) {
    domain = period.domain
    begin = UTCTime(microseconds: period.begin)
    end = period.endTime
    state = period.settlement?.outcome.rawValue ?? (period.endTime < now ? "waiting" : "counting")
    messages = period.messages
    recordCount = period.records
    uncounted = period.uncounted
    due = period.settlement == nil ? UTCTime(microseconds: period.due) : nil
    settledAt = period.settlement.map { UTCTime(microseconds: $0.at) }
    recipients = period.settlement?.recipients ?? []
    published = period.published
    self.records = records
  }
}

/// `{"items": […]}`
public struct ReportListDocument: Hashable, Sendable, Codable {
  public var items: [ReportDocument]
}
