public import MailTypes

/// An aggregate report that was found in a message.
public struct ReportFinding: Hashable, Sendable, Codable {
  public var report: DMARCAggregateReport
  /// Records beyond what is kept of one report.
  public var omittedRecords: Int

  public init(report: DMARCAggregateReport, omittedRecords: Int = 0) {
    self.report = report
    self.omittedRecords = omittedRecords
  }
}
