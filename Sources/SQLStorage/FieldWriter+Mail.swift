import GatewayStorage
import InternetMessage
import MailTypes

extension FieldWriter {
  mutating func write(_ client: ClientFacts) {
    write(client.address.description)
    write(Int(client.port))
    write(client.helo)
    write(client.transmissionType)
    write(client.tls?.version)
    write(client.tls?.cipher)
    write(client.authenticatedUser)
    write(client.listener)
  }

  mutating func write(_ envelope: Envelope) {
    write(envelope.reversePath.description)
    write(each: envelope.recipients) { $0.write($1) }
    write(envelope.is8BitMIME)
    write(envelope.isSMTPUTF8)
    write(envelope.notificationReturn?.rawValue)
    write(envelope.envelopeID)
  }

  mutating func write(_ recipient: Envelope.Recipient) {
    write(recipient.address.description)
    write(optional: recipient.notify) { $0.write($1.rawValue) }
    write(recipient.originalRecipient)
  }

  mutating func write(_ recipient: QueuedRecipient) {
    write(recipient.recipient)
    write(recipient.state.rawValue)
  }

  mutating func write(_ attempt: DeliveryAttempt) {
    write(attempt.time)
    write(attempt.recipient.description)
    write(attempt.relay)
    write(attempt.reply)
  }
}

extension FieldReader {
  mutating func client() throws -> ClientFacts {
    var client = ClientFacts(address: try parsed { IPAddress($0) })
    client.port = UInt16(truncatingIfNeeded: try integer())
    client.helo = try text()
    client.transmissionType = try text()
    let version = try optionalText()
    let cipher = try optionalText()
    client.tls = version.map { ClientFacts.TLS(version: $0, cipher: cipher) }
    client.authenticatedUser = try optionalText()
    client.listener = try text()
    return client
  }

  mutating func envelope() throws -> Envelope {
    var envelope = Envelope(reversePath: try parsed(ReversePath.init(stored:)))
    envelope.recipients = try list { try $0.recipient() }
    envelope.is8BitMIME = try flag()
    envelope.isSMTPUTF8 = try flag()
    envelope.notificationReturn = try optionalText().flatMap(Envelope.NotificationReturn.init)
    envelope.envelopeID = try optionalText()
    return envelope
  }

  mutating func recipient() throws -> Envelope.Recipient {
    let address = try parsed { EmailAddress($0) }
    let notify = try optional { Envelope.Notify(rawValue: Int(truncatingIfNeeded: try $0.integer())) }
    return Envelope.Recipient(address, notify: notify, originalRecipient: try optionalText())
  }

  mutating func queuedRecipient() throws -> QueuedRecipient {
    let recipient = try recipient()
    // An unknown state is tried again rather than forgotten.
    return QueuedRecipient(
      recipient, state: QueuedRecipient.State(rawValue: Int(truncatingIfNeeded: try integer())) ?? .pending)
  }

  mutating func attempt() throws -> DeliveryAttempt {
    let time = try integer()
    let recipient = try parsed { EmailAddress($0) }
    let relay = try text()
    return DeliveryAttempt(time: time, recipient: recipient, relay: relay, reply: try text())
  }
}

extension ReversePath {
  /// Reads what `description` writes.
  init?(stored text: String) {
    if text.isEmpty {
      self = .null
    } else {
      guard let address = EmailAddress(text) else { return nil }
      self = .mailbox(address)
    }
  }
}

extension HeaderEdits {
  /// Reads what `encoded` writes.
  init(stored bytes: [UInt8]?) throws {
    do {
      self = try HeaderEdits(encoded: bytes ?? [])
    } catch {
      throw StoreError(.damaged, "the header edits of a copy are damaged (\(error)); restore the store from a backup")
    }
  }
}
