public import GatewayStorage
import MailAuthentication
public import MailTypes

/// What people do with aggregate reports: look at what is counted and at what came, and send one now. Every method may throw
/// `StoreError`.
public struct ReportService: Sendable {
  private let sender: ReportSender
  private let store: any ReportStore & ReceivedReportStore
  private let clock: @Sendable () -> UTCTime
  /// Brings what is counted in memory into the store.
  private let flush: @Sendable () async -> Void

  public init(
    sender: ReportSender, store: any ReportStore & ReceivedReportStore, clock: @escaping @Sendable () -> UTCTime,
    flush: @escaping @Sendable () async -> Void
  ) {
    self.sender = sender
    self.store = store
    self.clock = clock
    self.flush = flush
  }

  public var now: UTCTime { clock() }

  /// The newest first.
  public func periods(domain: String?, limit: Int) async throws -> [ReportPeriod] {
    await flush()
    return try await store.periods(domain: domain, limit: limit)
  }

  /// The newest period of a domain with its records; `nil` where nothing was counted.
  public func newest(_ domain: String) async throws -> (period: ReportPeriod, records: [DMARCReportRecord])? {
    await flush()
    guard let period = try await store.periods(domain: domain, limit: 1).first else { return nil }
    return (period, try await store.records(domain: domain, begin: period.begin))
  }

  /// The XML that would be sent of the newest period; `nil` where nothing was counted, or no reports are written.
  public func preview(_ domain: String) async throws -> [UInt8]? {
    await flush()
    guard let period = try await store.periods(domain: domain, limit: 1).first else { return nil }
    return try await sender.report(of: period)?.report.xml
  }

  /// Ends the running period now and sends its report, without waiting for its day to end.
  /// - Returns: the period as it is then, `settlement` absent where it is tried again later; `nil` where nothing was counted.
  public func sendNow(_ domain: String) async throws -> ReportPeriod? {
    await flush()
    // Reports count in whole seconds.
    let now = clock().unixSeconds * 1_000_000
    guard var period = try await store.closePeriod(domain: domain, at: now) else { return nil }
    period.settlement = try await sender.send(period)
    return period
  }

  /// The newest first, without their records.
  public func received(_ filter: ReceivedReportFilter) async throws -> [ReceivedReport] {
    try await store.receivedReports(filter)
  }

  /// Who sends in the names of our domains, the most messages first.
  public func sources(_ filter: ReceivedReportFilter) async throws -> [ReportedSource] {
    try await store.reportedSources(filter)
  }
}
