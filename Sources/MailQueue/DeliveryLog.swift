import FilterPolicy
import GatewayStorage
import Logging
import MailTypes

/// The lines of the log the queue writes: one for each recipient of an attempt, one for each report and quarantined copy.
struct DeliveryLog: Sendable {
  let logger: Logger

  /// - Parameter now: UTC microseconds, for the delay since the message came.
  func attempt(_ result: DeliverySettlement.Result, of copy: QueuedCopy, now: Int64) {
    var metadata = facts(copy.item.key, sender: copy.message.envelope.reversePath)
    metadata["client"] = "\(copy.message.client.address)"
    metadata["recipient"] = "\(result.recipient)"
    metadata["relay"] = "\(result.relay)"
    metadata["delay"] = "\(DeliveryLog.seconds(max(0, now - copy.message.receivedAt)))"
    metadata["dsn"] = "\(result.reply.enhanced.map(String.init(describing:)) ?? "\(result.reply.code / 100).0.0")"
    metadata["status"] = "\(result.status.rawValue)"
    metadata["reply"] = "\(result.reply)"
    metadata["event"] = "delivery"
    logger.info("delivery attempt", metadata: metadata)
  }

  func reported(_ report: DeliveryReport, as notification: TraceID) {
    var metadata = facts(report.key, sender: report.message.envelope.reversePath)
    metadata["event"] = "report"
    metadata["notification"] = "\(notification)"
    logger.info("delivery report queued", metadata: metadata)
  }

  func quarantined(_ entries: [QuarantineEntry]) {
    for entry in entries {
      var metadata = facts(entry.key, sender: entry.sender)
      metadata["event"] = "quarantine"
      metadata["recipient"] = "\(entry.recipients.map(\.address.description).joined(separator: ","))"
      metadata["reason"] = "\(entry.reason.rawValue)"
      if let verdict = entry.verdict { metadata["verdict"] = "\(verdict.rawValue)" }
      logger.info("message quarantined", metadata: metadata)
    }
  }

  func held(_ key: CopyKey, _ reason: HoldReason, cause: String) {
    let metadata: Logger.Metadata = [
      "event": "hold", "trace": "\(key.traceID)", "queue": "\(key.id)", "reason": "\(reason.rawValue)", "cause": "\(cause)",
    ]
    logger.error("copy held", metadata: metadata)
  }

  func storeFailed(_ cause: String, key: CopyKey? = nil) {
    var metadata: Logger.Metadata = ["event": "store", "cause": "\(cause)"]
    if let key {
      metadata["trace"] = "\(key.traceID)"
      metadata["queue"] = "\(key.id)"
    }
    logger.error("the store failed", metadata: metadata)
  }

  private func facts(_ key: CopyKey, sender: ReversePath) -> Logger.Metadata {
    ["trace": "\(key.traceID)", "queue": "\(key.id)", "sender": "\(sender)"]
  }

  /// Seconds with three digits after the point.
  static func seconds(_ microseconds: Int64) -> String {
    let milliseconds = String(microseconds / 1000 % 1000)
    return "\(microseconds / 1_000_000)." + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
  }
}
