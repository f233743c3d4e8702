public import MailTypes
public import MessageServices

/// Who sent bulk mail, by complaint level.
public struct BulkReportDocument: Hashable, Sendable, Codable {
  /// Received from then on.
  public var since: UTCTime
  /// The threshold on trial; `nil` where none is.
  public var threshold: Int?
  /// Messages that were looked at.
  public var messages: Int
  /// The highest level first.
  public var levels: [BulkReport.Level]
  /// The highest level first, there the most copies.
  public var senders: [BulkReport.Sender]
  /// Copies of further senders, which only `levels` counts.
  public var unlisted: Int

  init(_ report: BulkReport, since: UTCTime, threshold: Int?, limit: Int) {
    self.since = since
    self.threshold = threshold
    messages = report.messages
    levels = report.byLevel
    let all = report.bySender
    senders = Array(all.prefix(limit))
    unlisted = report.unlisted + all.dropFirst(limit).reduce(0) { $0 + $1.copies }
  }
}
