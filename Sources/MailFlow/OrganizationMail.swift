import FilterPolicy
import GatewayStorage
import InternetMessage
import MailTypes

/// The part of a received message that belongs to one organisation, with where each of its recipients' copies goes. Parts of
/// different organisations share nothing but the bytes: not the trace id, not a row, not a copy.
struct OrganizationMail {
  var message: StoredMessage
  /// In the order of `message.envelope.recipients`.
  var destinations: [Destination]

  /// What the scan is told.
  func subject(_ settings: FlowSettings) -> ScanSubject {
    ScanSubject(
      traceID: message.traceID, client: message.client, envelope: message.envelope, receivedAt: message.receivedAt,
      hostname: settings.hostname.text, relays: settings.relays, discovery: settings.discovery)
  }

  /// Splits a message by the organisations of its recipients. The first part keeps the message's trace id.
  static func split(_ message: StoredMessage, _ destinations: [Destination]) -> [OrganizationMail] {
    var parts: [OrganizationMail] = []
    for (recipient, destination) in zip(message.envelope.recipients, destinations) {
      if let index = parts.firstIndex(where: { $0.message.organization == destination.organization }) {
        parts[index].message.envelope.recipients.append(recipient)
        parts[index].destinations.append(destination)
      } else {
        var part = message
        part.organization = destination.organization
        part.envelope.recipients = [recipient]
        if !parts.isEmpty { part.traceID = TraceID() }
        parts.append(OrganizationMail(message: part, destinations: [destination]))
      }
    }
    return parts
  }
}
