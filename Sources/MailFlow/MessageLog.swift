import FilterPolicy
import GatewayStorage
import Logging
import MailTypes

/// One line for each message: what was decided, or why it was not taken. Never content.
struct MessageLog {
  let logger: Logger

  /// A line for each organisation's part, because its recipients see one trace id.
  func decided(_ mails: [OrganizationMail], _ decisions: [[Decision]], status: String) {
    for (mail, decisions) in zip(mails, decisions) {
      var metadata = metadata(of: mail.message, status: status)
      metadata["organization"] = "\(mail.message.organization)"
      metadata["verdict"] = "\(MessageLog.distinct(decisions.map { "\($0.verdict)" }))"
      metadata["scl"] = "\(MessageLog.distinct(decisions.map { "\($0.scl)" }))"
      metadata["action"] = "\(MessageLog.distinct(decisions.map { "\($0.action)" }))"
      logger.info("message", metadata: metadata)
    }
  }

  func postponed(_ mails: [OrganizationMail]) {
    for mail in mails { logger.notice("message", metadata: metadata(of: mail.message, status: "awaitingScan")) }
  }

  func refused(_ message: StoredMessage, _ refusal: Refusal) {
    var metadata = metadata(of: message, status: refusal.reply.isTransientFailure ? "deferred" : "rejected")
    metadata["reply"] = "\(refusal.reply)"
    metadata["cause"] = "\(refusal.cause)"
    logger.notice("message", metadata: metadata)
  }

  private func metadata(of message: StoredMessage, status: String) -> Logger.Metadata {
    [
      "event": "message", "trace": "\(message.traceID)", "client": "\(message.client.address)",
      "sender": "\(message.envelope.reversePath)", "recipients": "\(message.envelope.recipients.count)",
      "recipient": "\(message.envelope.recipients.first.map { "\($0.address)" } ?? "")", "size": "\(message.content.size)",
      "status": "\(status)",
    ]
  }

  private static func distinct(_ words: [String]) -> String {
    var seen: [String] = []
    for word in words where !seen.contains(word) { seen.append(word) }
    return seen.joined(separator: ",")
  }
}
