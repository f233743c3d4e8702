import FilterPolicy
import GatewayStorage
import InternetMessage
import MailTypes
import Testing

/// Messages and copies to store.
enum Samples {
  static let organization = "example"
  static let hop = NextHop.maildir(root: "/var/mail")
  static let start: Int64 = 1_800_000_000_000_000

  static func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

  static func recipient(_ text: String) throws -> Envelope.Recipient { Envelope.Recipient(try address(text)) }

  /// Every field is set to something that is not its default.
  static func message(
    content: MessageContent = .bytes(Array("Subject: x\r\n\r\nbody\r\n".utf8)), isAwaitingScan: Bool = false
  ) throws -> StoredMessage {
    let client = ClientFacts(
      address: try #require(IPAddress("2001:db8::1")), port: 4711, helo: "client.example", transmissionType: "ESMTPSA",
      tls: .init(version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384"), authenticatedUser: "ann", listener: "submission")
    let envelope = Envelope(
      reversePath: .mailbox(try address("Ann@example.org")),
      recipients: [
        Envelope.Recipient(
          try address("bob@example.net"), notify: [.success, .delay], originalRecipient: "rfc822;b@x.example"),
        Envelope.Recipient(try address("jörg@example.net"), notify: .never),
      ], is8BitMIME: true, isSMTPUTF8: true, notificationReturn: .headers, envelopeID: "envelope 1")
    return StoredMessage(
      traceID: TraceID(), organization: organization, receivedAt: start, client: client, envelope: envelope, content: content,
      isAwaitingScan: isAwaitingScan)
  }

  static func key(_ message: StoredMessage) -> CopyKey {
    var generator = SystemRandomNumberGenerator()
    return CopyKey(
      organization: message.organization, traceID: message.traceID,
      id: QueueID(milliseconds: message.receivedAt / 1000, using: &generator))
  }

  static func item(
    of message: StoredMessage, to hop: NextHop = hop, recipients: [String] = ["bob@example.net"], at time: Int64 = start,
    hold: HoldReason? = nil
  ) throws -> QueueItem {
    var edits = HeaderEdits()
    edits.prepend("Received: by gateway.example")
    edits.rename("Authentication-Results", occurrence: 0, to: "Authentication-Results-Original")
    let attempt = DeliveryAttempt(
      time: start, recipient: try address("bob@example.net"), relay: "192.0.2.1", reply: SMTPReply(451, nil, "later"))
    return QueueItem(
      key: key(message), nextHop: hop, recipients: try recipients.map { QueuedRecipient(try recipient($0)) }, edits: edits,
      isJunk: true, mayNotifySender: true, attempts: 3, createdAt: start, nextAttempt: time, expiresAt: start + 9,
      delayNoticeAt: start + 5, hold: hold, history: [attempt])
  }

  static func entry(
    of message: StoredMessage, recipient: String = "bob@example.net", reason: QuarantineReason = .spam, at time: Int64 = start,
    expiresAt: Int64 = start + 100
  ) throws -> QuarantineEntry {
    var edits = HeaderEdits()
    edits.remove("Bcc", occurrence: 0)
    return QuarantineEntry(
      key: key(message), recipients: [try self.recipient(recipient)], reason: reason, verdict: .highConfidenceSpam,
      sender: message.envelope.reversePath, subject: "Grüße", nextHop: hop, edits: edits, mayNotifySender: true,
      quarantinedAt: time, expiresAt: expiresAt, detail: "550 no")
  }
}
