public import MailTypes

/// The aggregate reports that are being written. They are about a domain's mail as this receiver saw it (RFC 9990), whichever of
/// its organizations the mail was for, so they belong to none. Every method may throw `StoreError`.
public protocol ReportStore: Sendable {
  /// Adds to the running period of each domain and day, and begins one where there is none; one transaction.
  func count(_ messages: [ReportedMessage]) async throws
  /// The newest first.
  func periods(domain: String?, limit: Int) async throws -> [ReportPeriod]
  /// Those that are over and due, the longest overdue first.
  func duePeriods(at time: Int64, limit: Int) async throws -> [ReportPeriod]
  /// Ends the running period of the domain at a moment, so that what comes later is for another report.
  /// - Returns: `nil` where none runs that began before.
  func closePeriod(domain: String, at time: Int64) async throws -> ReportPeriod?
  /// The records of a period, the most messages first.
  func records(domain: String, begin: Int64) async throws -> [DMARCReportRecord]
  func postpone(domain: String, begin: Int64, until: Int64) async throws
  /// Forgets the days before, sent or not.
  func forgetPeriods(before day: Int) async throws
}

/// What bounds the counting.
public enum ReportLimits {
  /// Records of one period: a forger with many addresses makes one for each, and no owner reads more.
  public static let records = 10_000
  /// Policy domains of one day. Mail of more is not reported: a flood of made-up domains must not fill the disk.
  public static let domains = 20_000
}
