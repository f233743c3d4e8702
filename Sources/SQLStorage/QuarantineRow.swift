import FilterPolicy
import GatewayStorage
import InternetMessage
import MailTypes

/// The `quarantine_entries` table.
enum QuarantineRow {
  private static let format: UInt8 = 1

  static let columns = """
    organization, trace_id, queue_id, reason, verdict, subject, next_hop, may_notify_sender, quarantined_at, expires_at, \
    released_at, detail, recipients, edits
    """

  static let insert = """
    INSERT INTO quarantine_entries (organization, trace_id, queue_id, reason, verdict, sender_key, recipient_keys, subject,
    next_hop, may_notify_sender, quarantined_at, expires_at, released_at, detail, recipients, edits)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static let update = """
    UPDATE quarantine_entries SET reason = ?, verdict = ?, sender_key = ?, recipient_keys = ?, subject = ?, next_hop = ?,
    may_notify_sender = ?, quarantined_at = ?, expires_at = ?, released_at = ?, detail = ?, recipients = ?, edits = ?
    WHERE organization = ? AND trace_id = ? AND queue_id = ?
    """

  static let delete = "DELETE FROM quarantine_entries WHERE organization = ? AND trace_id = ? AND queue_id = ?"

  /// What follows the key.
  static func values(_ entry: QuarantineEntry) -> [SQLValue] {
    var recipients = FieldWriter(format: format)
    recipients.write(entry.sender.description)
    recipients.write(each: entry.recipients) { $0.write($1) }
    return [
      .text(entry.reason.rawValue), SQLValue(entry.verdict?.rawValue), .text(entry.sender.mailbox?.key ?? ""),
      .text(recipientKeys(entry.recipients.map(\.address))), .text(entry.subject), .text(entry.nextHop.description),
      SQLValue(entry.mayNotifySender), .integer(entry.quarantinedAt), .integer(entry.expiresAt), SQLValue(entry.releasedAt),
      .text(entry.detail), .blob(recipients.bytes), .blob(entry.edits.encoded()),
    ]
  }

  static func entry(_ row: any SQLRow) throws -> QuarantineEntry {
    guard let reason = row.text(3).flatMap({ QuarantineReason(rawValue: $0) }),
      let nextHop = row.text(6).flatMap({ NextHop($0) })
    else { throw StoreError(.damaged, "quarantine entry \(row.integer(2) ?? 0) is damaged; restore the store from a backup") }
    var addresses = try FieldReader(row.blob(12), format: format)
    let sender = try addresses.parsed(ReversePath.init(stored:))
    return QuarantineEntry(
      key: try CopyKey(row), recipients: try addresses.list { try $0.recipient() }, reason: reason,
      verdict: row.text(4).flatMap(Verdict.init), sender: sender, subject: row.text(5) ?? "", nextHop: nextHop,
      edits: try HeaderEdits(stored: row.blob(13)), mayNotifySender: row.integer(7) == 1,
      quarantinedAt: row.integer(8) ?? 0, expiresAt: row.integer(9) ?? 0, releasedAt: row.integer(10),
      detail: row.text(11) ?? "")
  }

  /// Every address between line feeds, which no address holds, so that one pattern finds a whole address.
  static func recipientKeys(_ addresses: [EmailAddress]) -> String {
    "\n" + addresses.map(\.key).joined(separator: "\n") + "\n"
  }
}
