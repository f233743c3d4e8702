public import GatewayStorage
public import MailTypes

extension SQLStore: QueueStore {
  public func destinations() async throws -> [NextHop: Int] {
    try await read { connection, _ in
      let counted = try connection.query(
        "SELECT next_hop, COUNT(*) FROM queue_items WHERE hold IS NULL GROUP BY next_hop", []
      ) { (row) -> (NextHop, Int)? in
        row.text(0).flatMap { NextHop($0) }.map { ($0, Int(row.integer(1) ?? 0)) }
      }
      return Dictionary(counted.compactMap { $0 }, uniquingKeysWith: +)
    }
  }

  public func schedule(for nextHop: NextHop, limit: Int) async throws -> [ScheduledItem] {
    try await read { connection, _ in
      try connection.query(
        """
        SELECT organization, trace_id, queue_id, next_attempt, expires_at, delay_notice_at FROM queue_items WHERE next_hop = ? AND hold IS NULL
        ORDER BY next_attempt LIMIT ?
        """, [.text(nextHop.description), SQLValue(limit)]
      ) { row in
        let deadline = min(row.integer(4) ?? .max, row.integer(5) ?? .max)
        return ScheduledItem(key: try CopyKey(row), nextAttempt: row.integer(3) ?? 0, deadline: deadline)
      }
    }
  }

  public func copy(_ key: CopyKey) async throws -> QueuedCopy? {
    try await read { connection, vault in
      let items = try connection.query(
        "SELECT \(QueueRow.columns) FROM queue_items q WHERE organization = ? AND trace_id = ? AND queue_id = ?", key.values,
        QueueRow.item)
      guard let item = items.first,
        let message = try SQLStore.message(key.organization, key.traceID, connection, vault)
      else { return nil }
      return QueuedCopy(item: item, message: message)
    }
  }

  public func item(_ id: QueueID) async throws -> QueueListing? {
    try await listings(where: "q.queue_id = ?", [.integer(id.rawValue)], QueueFilter(limit: 1)) { _ in true }.first
  }

  public func items(matching filter: QueueFilter) async throws -> [QueueListing] {
    var condition = Condition()
    condition.add("q.organization = ?", filter.organization)
    condition.add("q.next_hop = ?", filter.nextHop?.description)
    if let isHeld = filter.isHeld { condition.add(isHeld ? "q.hold IS NOT NULL" : "q.hold IS NULL") }
    return try await listings(where: condition.clause, condition.values, filter) { filter.matchesAddresses(of: $0) }
  }

  /// Addresses live in encoded columns, so that queueing a message stays cheap: they are compared here, row by row.
  private func listings(
    where clause: String, _ values: [SQLValue], _ filter: QueueFilter, isWanted: @escaping @Sendable (QueueListing) -> Bool
  ) async throws -> [QueueListing] {
    try await read { connection, vault in
      let sql = """
        SELECT \(QueueRow.columns), \(MessageRow.factColumns) FROM queue_items q JOIN messages m
        ON q.organization = m.organization AND q.trace_id = m.trace_id WHERE \(clause) ORDER BY q.queue_id
        """
      var skipped = 0
      var found: [QueueListing] = []
      _ = try connection.query(sql, values) { row in
        guard found.count < filter.limit else { return }
        let message = try MessageRow.message(
          OffsetRow(row: row, offset: QueueRow.columnCount), hasContent: false, vault: vault)
        let listing = QueueListing(
          item: try QueueRow.item(row), sender: message.envelope.reversePath, receivedAt: message.receivedAt,
          size: Int(row.integer(QueueRow.columnCount + 4) ?? 0))
        guard isWanted(listing) else { return }
        if skipped < filter.offset { skipped += 1 } else { found.append(listing) }
      }
      return found
    }
  }

  public func counts() async throws -> QueueCounts {
    try await read { connection, _ in
      let sql = """
        SELECT (SELECT COUNT(*) FROM queue_items WHERE hold IS NULL), (SELECT COUNT(*) FROM queue_items WHERE hold IS NOT NULL),
        (SELECT COUNT(*) FROM messages WHERE is_awaiting_scan = 1), (SELECT COUNT(*) FROM quarantine_entries)
        """
      return try connection.query(sql, []) { row in
        let numbers = (0..<4).map { Int(row.integer($0) ?? 0) }
        return QueueCounts(scheduled: numbers[0], held: numbers[1], awaitingScan: numbers[2], quarantined: numbers[3])
      }.first ?? QueueCounts()
    }
  }

  public func messagesAwaitingScan(limit: Int) async throws -> [StoredMessage] {
    try await read { connection, vault in
      try connection.query(
        """
        SELECT \(MessageRow.factColumns), m.content FROM messages m WHERE is_awaiting_scan = 1 ORDER BY received_at LIMIT ?
        """, [SQLValue(limit)]
      ) { try MessageRow.message($0, hasContent: true, vault: vault) }
    }
  }

  public func message(organization: String, traceID: TraceID) async throws -> StoredMessage? {
    try await read { connection, vault in try SQLStore.message(organization, traceID, connection, vault) }
  }

  private static func message(
    _ organization: String, _ traceID: TraceID, _ connection: any SQLConnection, _ vault: DirectoryVault
  ) throws -> StoredMessage? {
    try connection.query(
      "SELECT \(MessageRow.factColumns), m.content FROM messages m WHERE organization = ? AND trace_id = ?",
      [.text(organization), .text(traceID.description)]
    ) { try MessageRow.message($0, hasContent: true, vault: vault) }.first
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection, DirectoryVault) throws -> Value
  ) async throws -> Value {
    try await reading.run { [database, vault] in try database.read { try body($0, vault) } }
  }
}

/// The columns of a joined row from `offset` on.
private struct OffsetRow: SQLRow {
  let row: any SQLRow
  let offset: Int

  func integer(_ column: Int) -> Int64? { row.integer(column + offset) }
  func text(_ column: Int) -> String? { row.text(column + offset) }
  func blob(_ column: Int) -> [UInt8]? { row.blob(column + offset) }
}
