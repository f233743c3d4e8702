public import GatewayStorage
import MailTypes

extension SQLStore {
  public func apply(_ changes: [StoreChange]) async throws {
    try await writing.run { [database, vault] in
      let removed = try database.write { connection in
        var writer = ChangeWriter(connection: connection, vault: vault)
        for change in changes { try writer.apply(change) }
        return try writer.removeUnusedMessages()
      }
      for case .insertMessage(let message) in changes {
        if case .file(let path, _) = message.content, let name = vault.name(of: path) { vault.forgetDigest(of: name) }
      }
      // Row first, then bytes: what a crash leaves in between is an orphan, which the next sweep removes.
      vault.remove(removed)
    }
  }

  public func probe() async throws {
    try await writing.run { [database] in
      try database.write { try $0.execute("UPDATE probe SET written = written + 1 WHERE id = 1", []) }
    }
  }
}

/// Writes the changes of one transaction.
private struct ChangeWriter {
  let connection: any SQLConnection
  let vault: DirectoryVault
  /// Messages that lost a copy.
  private var touched: Set<MessageKey> = []

  struct MessageKey: Hashable {
    let organization: String
    let traceID: TraceID
    var values: [SQLValue] { [.text(organization), .text(traceID.description)] }
  }

  init(connection: any SQLConnection, vault: DirectoryVault) {
    self.connection = connection
    self.vault = vault
  }

  mutating func apply(_ change: StoreChange) throws {
    switch change {
    case .insertMessage(let message):
      try connection.execute(MessageRow.insert, MessageRow.values(message, vault: vault))
    case .settleMessage(let organization, let traceID):
      let key = MessageKey(organization: organization, traceID: traceID)
      try connection.execute(
        "UPDATE messages SET is_awaiting_scan = 0 WHERE organization = ? AND trace_id = ?", key.values)
      touched.insert(key)
    case .insertItem(let item):
      try connection.execute(QueueRow.insert, item.key.values + QueueRow.values(item))
    case .updateItem(let item):
      try connection.execute(QueueRow.update, QueueRow.values(item) + item.key.values)
    case .deleteItem(let key):
      try delete(key, QueueRow.delete)
    case .makeDue(let nextHop, let time):
      var condition = Condition()
      condition.add("next_hop = ?", nextHop?.description)
      try connection.execute(
        "UPDATE queue_items SET next_attempt = ? WHERE next_attempt > ? AND hold IS NULL AND \(condition.clause)",
        [.integer(time), .integer(time)] + condition.values)
    case .insertEntry(let entry):
      try connection.execute(QuarantineRow.insert, entry.key.values + QuarantineRow.values(entry))
    case .updateEntry(let entry):
      try connection.execute(QuarantineRow.update, QuarantineRow.values(entry) + entry.key.values)
    case .deleteEntry(let key):
      try delete(key, QuarantineRow.delete)
    case .settleReport(let domain, let begin, let settlement):
      try connection.execute(
        ReportRow.settle, ReportRow.values(settlement) + [.text(domain), .integer(begin)])
    case .putTrace(let trace):
      try TraceRow.put(trace, connection)
    case .updateTrace(let update):
      try TraceRow.apply(update, connection)
    }
  }

  private mutating func delete(_ key: CopyKey, _ statement: String) throws {
    try connection.execute(statement, key.values)
    touched.insert(MessageKey(organization: key.organization, traceID: key.traceID))
  }

  /// Deletes the messages that no copy needs any more.
  /// - Returns: the names of their files.
  func removeUnusedMessages() throws -> [String] {
    try touched.flatMap { key in
      try connection.query(
        """
        DELETE FROM messages WHERE organization = ? AND trace_id = ? AND is_awaiting_scan = 0
        AND NOT EXISTS (SELECT 1 FROM queue_items q
          WHERE q.organization = messages.organization AND q.trace_id = messages.trace_id)
        AND NOT EXISTS (SELECT 1 FROM quarantine_entries e
          WHERE e.organization = messages.organization AND e.trace_id = messages.trace_id)
        RETURNING vault_name
        """, key.values
      ) { $0.text(0) }.compactMap { $0 }
    }
  }
}
