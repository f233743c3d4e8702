import FilterPolicy
import GatewayStorage
import MailTypes

/// The `trace_messages`, `trace_findings`, `trace_recipients` and `trace_events` tables.
enum TraceRow {
  static let messageColumns = """
    m.organization, m.trace_id, m.received_at, m.client, m.helo, m.user_name, m.sender, m.size, m.subject, m.message_id
    """

  static let recipientColumns = "recipient, status, revision, judgement"

  /// A message that waited for its scan keeps what was known of it when it came.
  static let putMessage = """
    INSERT INTO trace_messages (organization, trace_id, received_at, client, helo, user_name, sender, size, subject, message_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (organization, trace_id) DO NOTHING
    """

  static let putFindings = """
    INSERT INTO trace_findings (organization, trace_id, received_at, findings) VALUES (?, ?, ?, ?)
    ON CONFLICT (organization, trace_id) DO UPDATE SET findings = excluded.findings
    """

  static let putRecipient = """
    INSERT INTO trace_recipients (organization, trace_id, recipient_key, received_at, sender_key, recipient, status, revision,
    judgement) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (organization, trace_id, recipient_key) DO UPDATE SET status = excluded.status, revision = excluded.revision,
    judgement = excluded.judgement
    """

  static let updateStatus =
    "UPDATE trace_recipients SET status = ? WHERE organization = ? AND trace_id = ? AND recipient_key = ?"

  /// An event of a trace that is gone, or never was, has nowhere to stand.
  static let addEvent = """
    INSERT INTO trace_events (organization, trace_id, recipient_key, time, event, detail)
    SELECT organization, trace_id, recipient_key, ?, ?, ? FROM trace_recipients
    WHERE organization = ? AND trace_id = ? AND recipient_key = ?
    """

  static func put(_ trace: MessageTrace, _ connection: any SQLConnection) throws {
    let message = trace.message
    try connection.execute(putMessage, values(message))
    if let findings = trace.findings {
      try connection.execute(putFindings, message.key.values + [.integer(message.receivedAt), .blob(findings.bytes)])
    }
    for recipient in trace.recipients {
      try connection.execute(putRecipient, values(recipient, of: message))
      for event in recipient.events { try add(event, message.key, recipient.address, connection) }
    }
  }

  static func apply(_ update: TraceUpdate, _ connection: any SQLConnection) throws {
    if let status = update.status {
      try connection.execute(
        updateStatus, [.text(status.rawValue)] + update.key.values + [.text(update.recipient.key)])
    }
    try add(update.event, update.key, update.recipient, connection)
  }

  private static func add(
    _ event: TraceEvent, _ key: TraceKey, _ recipient: EmailAddress, _ connection: any SQLConnection
  ) throws {
    let values: [SQLValue] = [.integer(event.time), .text(event.kind.rawValue), .text(event.detail)]
    try connection.execute(addEvent, values + key.values + [.text(recipient.key)])
  }

  private static func values(_ message: TracedMessage) -> [SQLValue] {
    message.key.values + [
      .integer(message.receivedAt), .text("\(message.client)"), .text(message.helo), SQLValue(message.user),
      .text("\(message.sender)"), SQLValue(message.size), .text(message.subject), .text(message.messageID),
    ]
  }

  private static func values(_ recipient: TracedRecipient, of message: TracedMessage) -> [SQLValue] {
    message.key.values + [
      .text(recipient.address.key), .integer(message.receivedAt), .text(message.sender.mailbox?.key ?? ""),
      .text("\(recipient.address)"), .text(recipient.status.rawValue), SQLValue(recipient.revision),
      recipient.judgement.map { .blob($0.bytes) } ?? .null,
    ]
  }

  /// A row of `messageColumns`.
  static func message(_ row: any SQLRow) throws -> TracedMessage {
    guard let id = row.text(1).flatMap({ TraceID($0) }), let client = row.text(3).flatMap({ IPAddress($0) }),
      let sender = row.text(6).flatMap({ ReversePath(stored: $0) })
    else { throw damaged }
    return TracedMessage(
      key: TraceKey(organization: row.text(0) ?? "", traceID: id), receivedAt: row.integer(2) ?? 0, client: client,
      helo: row.text(4) ?? "", user: row.text(5), sender: sender, size: Int(truncatingIfNeeded: row.integer(7) ?? 0),
      subject: row.text(8) ?? "", messageID: row.text(9) ?? "")
  }

  /// A row of `messageColumns`, the recipient and its status.
  static func listing(_ row: any SQLRow) throws -> TraceListing {
    let (address, status) = try recipient(row.text(10), row.text(11))
    return TraceListing(message: try message(row), recipient: address, status: status)
  }

  /// A row of `recipientColumns`.
  static func recipient(_ row: any SQLRow) throws -> TracedRecipient {
    let (address, status) = try recipient(row.text(0), row.text(1))
    return TracedRecipient(
      address: address, status: status, revision: row.integer(2), judgement: row.blob(3).map(StoredForm.init(bytes:)))
  }

  private static func recipient(_ address: String?, _ status: String?) throws -> (EmailAddress, TraceStatus) {
    guard let address = address.flatMap({ EmailAddress($0) }), let status = status.flatMap(TraceStatus.init) else {
      throw damaged
    }
    return (address, status)
  }

  /// A row of time, event and detail.
  static func event(_ row: any SQLRow) throws -> TraceEvent {
    guard let kind = row.text(1).flatMap(TraceEvent.Kind.init) else { throw damaged }
    return TraceEvent(time: row.integer(0) ?? 0, kind: kind, detail: row.text(2) ?? "")
  }

  private static var damaged: StoreError {
    StoreError(.damaged, "a row of the message trace is damaged; restore the store from a backup")
  }
}

extension TraceKey {
  var values: [SQLValue] { [.text(organization), .text(traceID.description)] }
}
