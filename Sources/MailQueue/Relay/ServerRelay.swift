import MailTransport
import MailTypes

/// Delivers to another mail server.
struct ServerRelay: Sendable {
  let pool: SMTPClientPool

  func deliver(_ delivery: Delivery) async -> [DeliveryOutcome] {
    let start: MessageStart
    do {
      start = try await MessageStart(of: delivery.content)
    } catch {
      return delivery.envelope.recipients.map { _ in .deferred(MessageStart.unreadable(error), relay: "none") }
    }
    let results = await pool.deliver(
      delivery.envelope, content: start.content(with: delivery.edits),
      hasUTF8Headers: delivery.envelope.isSMTPUTF8 && start.hasUTF8Headers, to: delivery.nextHop)
    return results.map(DeliveryOutcome.init)
  }
}

extension DeliveryOutcome {
  /// The first digit decides (RFC 5321 §4.2.1).
  init(_ result: SMTPRecipientResult) {
    if result.reply.isPositive {
      self = .delivered(result.reply, relay: result.relay, reportsSuccess: result.offersDSN)
    } else if result.reply.isPermanentFailure {
      self = .failed(result.reply, relay: result.relay)
    } else {
      self = .deferred(result.reply, relay: result.relay, isUnreachable: result.isUnreachable)
    }
  }
}
