public import GatewayStorage
public import Logging
public import MailTypes

/// How long traces are kept, in days.
public struct TraceRetention: Hashable, Sendable {
  public var traces: Int
  public var findings: Int

  public init(traces: Int, findings: Int) {
    self.traces = traces
    self.findings = findings
  }
}

/// Message trace for administrators, and the retention that ends it.
///
/// Every method but `run` may throw `StoreError`.
public struct TraceService: Sendable {
  /// Retention is counted in days; an hour is as exact as anybody will look.
  private static let retentionInterval = Duration.seconds(3600)
  /// Messages forgotten in one transaction: some milliseconds in which no mail is taken over.
  private static let batchSize = 100
  /// Between two of them, for the mail.
  private static let pause = Duration.milliseconds(20)

  let store: any TraceStore
  private let settings: TraceRetention
  /// By the wall clock: retention is a date.
  private let clock: @Sendable () -> UTCTime
  private let logger: Logger

  public init(
    store: any TraceStore, settings: TraceRetention, clock: @escaping @Sendable () -> UTCTime, logger: Logger
  ) {
    self.store = store
    self.settings = settings
    self.clock = clock
    self.logger = logger
  }

  public func search(_ filter: TraceFilter) async throws -> [TraceListing] { try await store.traces(matching: filter) }

  public func show(_ id: TraceID, organization: String?) async throws -> [MessageTrace] {
    try await store.traces(of: id, organization: organization)
  }

  public var now: UTCTime { clock() }

  /// Ends what has been kept long enough, until the task is cancelled.
  public func run(sleeping clock: some Clock<Duration> = ContinuousClock()) async throws {
    while true {
      do {
        let count = try await forgetOld()
        if count > 0 { logger.info("trace", metadata: ["event": "trace", "status": "expired", "messages": "\(count)"]) }
      } catch let error as StoreError {
        logger.error("trace", metadata: ["event": "trace", "status": "retentionFailed", "cause": "\(error)"])
      }
      try await clock.sleep(for: TraceService.retentionInterval)
    }
  }

  /// - Returns: how many messages have no trace any more.
  public func forgetOld() async throws -> Int {
    let now = clock()
    let (findings, traces) = (now.adding(days: -settings.findings), now.adding(days: -settings.traces))
    _ = try await inBatches { try await store.forgetFindings(before: findings.microseconds, limit: $0) }
    return try await inBatches { try await store.forgetTraces(before: traces.microseconds, limit: $0) }
  }

  private func inBatches(_ forget: (_ limit: Int) async throws -> Int) async throws -> Int {
    var sum = 0
    while true {
      let count = try await forget(TraceService.batchSize)
      sum += count
      guard count == TraceService.batchSize else { return sum }
      try await Task.sleep(for: TraceService.pause)
    }
  }
}
