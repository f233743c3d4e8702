public import MailTypes

/// Mail in the name of one policy domain from one moment to another, for one aggregate report. A day is one period, unless a
/// report was asked for in the middle of it.
public struct ReportPeriod: Hashable, Sendable {
  /// Where the policy record stands. With `begin` the key.
  public var domain: String
  /// UTC microseconds, as all times here.
  public var begin: Int64
  /// Days since 1970, UTC.
  public var day: Int
  /// `nil` while the period runs to the end of its day.
  public var end: Int64?
  /// The record seen last (RFC 9990, "Changes in Policy During Reporting Period").
  public var published: DMARCAggregateReport.PublishedPolicy
  public var records: Int
  public var messages: Int
  /// Messages that would have needed a record beyond the limit.
  public var uncounted: Int
  /// When the report is to be sent, or tried again.
  public var due: Int64
  /// What became of it; `nil` while it waits.
  public var settlement: ReportSettlement?

  public init(
    domain: String, begin: Int64, day: Int, end: Int64? = nil, published: DMARCAggregateReport.PublishedPolicy,
    records: Int = 0,
    messages: Int = 0, uncounted: Int = 0, due: Int64, settlement: ReportSettlement? = nil
  ) {
    self.domain = domain
    self.begin = begin
    self.day = day
    self.end = end
    self.published = published
    self.records = records
    self.messages = messages
    self.uncounted = uncounted
    self.due = due
    self.settlement = settlement
  }

  public static func begin(ofDay day: Int) -> Int64 { Int64(day) * 86_400_000_000 }

  public static func day(of time: UTCTime) -> Int { Int(time.microseconds / 86_400_000_000) }

  /// Where it ends: the last whole second before the next day where nothing else is said.
  public var endTime: UTCTime { UTCTime(microseconds: end ?? ReportPeriod.begin(ofDay: day + 1) - 1_000_000) }
}

/// What became of a report.
public struct ReportSettlement: Hashable, Sendable {
  public enum Outcome: String, Hashable, Sendable, Codable {
    case sent
    /// The owner names no address any more, or none that agrees to get reports.
    case unwanted
    /// Larger than the limit of the gateway, or of every address.
    case tooLarge
    /// DNS or the queue said no for too long.
    case givenUp
  }

  public var outcome: Outcome
  public var at: Int64
  /// Where it was sent.
  public var recipients: [EmailAddress]

  public init(_ outcome: Outcome, at: Int64, recipients: [EmailAddress] = []) {
    self.outcome = outcome
    self.at = at
    self.recipients = recipients
  }
}

/// A message to be counted.
public struct ReportedMessage: Hashable, Sendable {
  public var day: Int
  /// When the report of that day is to be sent.
  public var due: Int64
  public var published: DMARCAggregateReport.PublishedPolicy
  /// How it fared; the count is that of such messages.
  public var record: DMARCReportRecord

  public init(day: Int, due: Int64, published: DMARCAggregateReport.PublishedPolicy, record: DMARCReportRecord) {
    self.day = day
    self.due = due
    self.published = published
    self.record = record
  }
}
