import GatewayStorage
import InternetMessage
import MailTypes

/// The `queue_items` table.
enum QueueRow {
  private static let format: UInt8 = 1

  static let columns = """
    q.organization, q.trace_id, q.queue_id, q.next_hop, q.next_attempt, q.hold, q.created_at, q.expires_at, q.attempts, \
    q.is_junk, q.may_notify_sender, q.delay_notice_at, q.recipients, q.edits, q.history
    """

  /// How many columns `columns` names.
  static let columnCount = 15

  static let insert = """
    INSERT INTO queue_items (organization, trace_id, queue_id, next_hop, next_attempt, hold, created_at, expires_at, attempts,
    is_junk, may_notify_sender, delay_notice_at, recipients, edits, history)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static let update = """
    UPDATE queue_items SET next_hop = ?, next_attempt = ?, hold = ?, created_at = ?, expires_at = ?, attempts = ?,
    is_junk = ?, may_notify_sender = ?, delay_notice_at = ?, recipients = ?, edits = ?, history = ?
    WHERE organization = ? AND trace_id = ? AND queue_id = ?
    """

  static let delete = "DELETE FROM queue_items WHERE organization = ? AND trace_id = ? AND queue_id = ?"

  /// What follows the key.
  static func values(_ item: QueueItem) -> [SQLValue] {
    var recipients = FieldWriter(format: format)
    recipients.write(each: item.recipients) { $0.write($1) }
    var history = FieldWriter(format: format)
    history.write(each: item.history) { $0.write($1) }
    return [
      .text(item.nextHop.description), .integer(item.nextAttempt), SQLValue(item.hold?.rawValue), .integer(item.createdAt),
      .integer(item.expiresAt), SQLValue(item.attempts), SQLValue(item.isJunk), SQLValue(item.mayNotifySender),
      SQLValue(item.delayNoticeAt), .blob(recipients.bytes), .blob(item.edits.encoded()), .blob(history.bytes),
    ]
  }

  static func item(_ row: any SQLRow) throws -> QueueItem {
    guard let nextHop = row.text(3).flatMap({ NextHop($0) }) else {
      throw StoreError(.damaged, "queue item \(row.integer(2) ?? 0) has no next hop; restore the store from a backup")
    }
    var recipients = try FieldReader(row.blob(12), format: format)
    var history = try FieldReader(row.blob(14), format: format)
    return QueueItem(
      key: try CopyKey(row), nextHop: nextHop, recipients: try recipients.list { try $0.queuedRecipient() },
      edits: try HeaderEdits(stored: row.blob(13)), isJunk: row.integer(9) == 1, mayNotifySender: row.integer(10) == 1,
      attempts: Int(truncatingIfNeeded: row.integer(8) ?? 0), createdAt: row.integer(6) ?? 0, nextAttempt: row.integer(4) ?? 0,
      expiresAt: row.integer(7) ?? 0, delayNoticeAt: row.integer(11),
      // An unknown reason still holds.
      hold: row.text(5).map { HoldReason(rawValue: $0) ?? .administrator },
      history: try history.list { try $0.attempt() })
  }
}

extension CopyKey {
  var values: [SQLValue] { [.text(organization), .text(traceID.description), .integer(id.rawValue)] }

  /// The first three columns of a row.
  init(_ row: any SQLRow) throws {
    guard let organization = row.text(0), let traceID = row.text(1).flatMap({ TraceID($0) }),
      let id = row.integer(2).flatMap({ QueueID(rawValue: $0) })
    else { throw StoreError(.damaged, "a copy in the store has no id; restore the store from a backup") }
    self.init(organization: organization, traceID: traceID, id: id)
  }
}
