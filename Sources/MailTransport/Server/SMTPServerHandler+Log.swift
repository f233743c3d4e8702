import Logging
import MailTypes
import NIOCore
import SMTPCore

/// What the connection's line in the log says.
struct ConnectionRecord {
  let began = NIODeadline.now()
  var messages = 0
  var refusals = 0
  var hasReplied = false
  var fault: String?
}

/// One line per connection, one per refusal. No content, no secret.
extension SMTPServerHandler {
  func logConnection() {
    var metadata = clientMetadata(event: "connection")
    metadata["helo"] = "\(session.client.helo)"
    metadata["tls"] = session.client.tls.map { "\($0.version)" }
    metadata["user"] = session.client.authenticatedUser.map { "\($0)" }
    metadata["messages"] = "\(record.messages)"
    metadata["refusals"] = "\(record.refusals)"
    metadata["milliseconds"] = "\((NIODeadline.now() - record.began).nanoseconds / 1_000_000)"
    metadata["fault"] = record.fault.map { "\($0)" }
    services.logger.info("connection ended", metadata: metadata)
  }

  func logRefusal(_ refusal: Refusal, recipient: EmailAddress?) {
    record.refusals += 1
    var metadata = clientMetadata(event: "refusal")
    metadata["helo"] = "\(session.client.helo)"
    metadata["sender"] = session.reversePath.map { "\($0)" }
    metadata["recipient"] = recipient.map { "\($0)" }
    metadata["status"] = "\(refusal.reply.code)"
    metadata["dsn"] = refusal.reply.enhanced.map { "\($0)" }
    metadata["reason"] = "\(refusal.cause)"
    services.logger.info("refused", metadata: metadata)
  }

  private func clientMetadata(event: String) -> Logger.Metadata {
    let client = session.client
    return ["event": "\(event)", "client": "\(client.address)", "port": "\(client.port)", "listener": "\(client.listener)"]
  }
}
