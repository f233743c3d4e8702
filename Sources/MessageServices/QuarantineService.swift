import FilterPolicy
public import GatewayStorage
import InternetMessage
public import Logging
public import MailQueue
public import MailTypes

/// What people do with the messages kept back: look, let go, throw away; and the retention that ends them all.
///
/// Every method but `run` may throw `StoreError`.
public struct QuarantineService: Sendable {
  /// Retention is counted in days; an hour is as exact as anybody will look.
  private static let retentionInterval = Duration.seconds(3600)

  private let queue: DeliveryQueue
  /// UTC microseconds by the wall clock: retention is a date.
  private let clock: @Sendable () -> UTCTime
  private let logger: Logger

  public init(queue: DeliveryQueue, clock: @escaping @Sendable () -> UTCTime, logger: Logger) {
    self.queue = queue
    self.clock = clock
    self.logger = logger
  }

  public func list(_ filter: QuarantineFilter) async throws -> [QuarantineEntry] { try await queue.quarantined(filter) }

  public func show(_ id: QueueID) async throws -> QuarantineEntry? { try await queue.quarantineEntry(id) }

  /// The original bytes; `nil` where there is no such entry.
  public func content(_ id: QueueID) async throws -> MessageContent? {
    guard let entry = try await queue.quarantineEntry(id) else { return nil }
    return try await queue.quarantinedMessage(entry)?.content
  }

  /// Sends the message on to its recipients, marked as released (`SFV:SKQ`, eop-spec §2.4). It is not judged again, and goes to
  /// the inbox. The entry stays until its retention ends.
  /// - Returns: `false` where there is no such entry.
  public func release(_ id: QueueID) async throws -> Bool {
    guard let entry = try await queue.quarantineEntry(id) else { return false }
    let copy = NewCopy(
      nextHop: entry.nextHop, recipients: entry.recipients, edits: QuarantineService.released(entry.edits), isJunk: false,
      mayNotifySender: entry.mayNotifySender)
    guard try await queue.releaseQuarantined(id, as: [copy]) else { return false }
    log("released", entry)
    return true
  }

  /// - Returns: `false` where there is no such entry.
  public func delete(_ id: QueueID) async throws -> Bool {
    guard let entry = try await queue.quarantineEntry(id), try await queue.deleteQuarantined(id) else { return false }
    log("deleted", entry)
    return true
  }

  /// Ends what has been kept long enough, until the task is cancelled.
  public func run() async throws {
    while true {
      do {
        let count = try await queue.expireQuarantined(now: clock().microseconds)
        if count > 0 {
          logger.info("quarantine", metadata: ["event": "quarantine", "status": "expired", "entries": "\(count)"])
        }
      } catch {
        logger.error("quarantine", metadata: ["event": "quarantine", "status": "retentionFailed", "cause": "\(error)"])
      }
      try await Task.sleep(for: QuarantineService.retentionInterval)
    }
  }

  /// The report as it was, but for the words that say what became of the message. What was quarantined for another reason
  /// than a verdict has no report; it gets none.
  private static func released(_ edits: HeaderEdits) -> HeaderEdits {
    guard let value = edits.prependedValue(of: AntispamReport.fieldName) else { return edits }
    var edits = edits
    edits.replacePrepended(AntispamReport.fieldName, with: AntispamReport(value: value).released.field)
    return edits
  }

  private func log(_ status: String, _ entry: QuarantineEntry) {
    logger.info(
      "quarantine",
      metadata: [
        "event": "quarantine", "status": "\(status)", "trace": "\(entry.key.traceID)", "queue": "\(entry.key.id)",
        "sender": "\(entry.sender)", "recipients": "\(entry.recipients.count)",
      ])
  }
}
