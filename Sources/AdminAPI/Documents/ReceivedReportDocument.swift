import GatewayStorage
public import MailTypes

/// What others report about domains of ours, as `/api/v1/dmarc-reports/received` shows it.
public struct ReceivedReportsDocument: Hashable, Sendable, Codable {
  /// The newest first.
  public var reports: [ReceivedReportDocument]
  /// Sums over the reports, the most messages first.
  public var sources: [ReportedSourceDocument]
}

public struct ReceivedReportDocument: Hashable, Sendable, Codable {
  public var organization: String
  public var domain: String
  public var reporter: String
  public var email: String
  public var id: String
  public var begin: UTCTime
  public var end: UTCTime
  public var receivedAt: UTCTime
  /// The author's domain of the message that brought it, where DMARC passed.
  public var provenSender: String?
  /// Records that were not kept.
  public var omittedRecords: Int

  init(_ received: ReceivedReport) {
    organization = received.organization
    domain = received.report.published.domain
    reporter = received.report.reporter.name
    email = received.report.reporter.email
    id = received.report.id
    begin = received.report.begin
    end = received.report.end
    receivedAt = UTCTime(microseconds: received.receivedAt)
    provenSender = received.provenSender
    omittedRecords = received.omittedRecords
  }
}

/// A client that sends in a domain's name.
public struct ReportedSourceDocument: Hashable, Sendable, Codable {
  public var domain: String
  public var source: IPAddress
  public var headerFrom: String
  public var messages: Int
  public var dkimPassed: Int
  public var spfPassed: Int
  /// DMARC passes where either does.
  public var passed: Int
  public var failed: Int

  init(_ source: ReportedSource) {
    domain = source.domain
    self.source = source.source
    headerFrom = source.headerFrom
    messages = source.messages
    dkimPassed = source.dkimPassed
    spfPassed = source.spfPassed
    passed = source.passed
    failed = source.messages - source.passed
  }
}
