import FilterPolicy
public import GatewayStorage
public import MailTypes

extension SQLStore: TraceStore {
  public func traces(matching filter: TraceFilter) async throws -> [TraceListing] {
    let condition = Condition(filter)
    let sql = """
      SELECT \(TraceRow.messageColumns), r.recipient, r.status FROM trace_recipients r JOIN trace_messages m
      ON m.organization = r.organization AND m.trace_id = r.trace_id WHERE \(condition.clause)
      ORDER BY r.received_at DESC, r.trace_id DESC, r.recipient_key DESC LIMIT ?
      """
    let values = condition.values + [SQLValue(filter.limit)]
    return try await read { connection, _ in try connection.query(sql, values, TraceRow.listing) }
  }

  public func traces(of id: TraceID, organization: String?) async throws -> [MessageTrace] {
    var condition = Condition()
    condition.add("m.trace_id = ?", id.description)
    condition.add("m.organization = ?", organization)
    return try await read { [condition] connection, _ in try SQLStore.traces(condition, connection) }
  }

  /// Whole traces, events included, by organization; `m` is `trace_messages` in the condition.
  static func traces(_ condition: Condition, _ connection: any SQLConnection) throws -> [MessageTrace] {
    let sql = "\(SQLStore.findingsQuery("LEFT JOIN")) WHERE \(condition.clause) ORDER BY m.organization"
    return try SQLStore.messages(sql, condition.values, connection).map { trace in
      var trace = trace
      for index in trace.recipients.indices {
        trace.recipients[index].events = try connection.query(
          """
          SELECT time, event, detail FROM trace_events WHERE organization = ? AND trace_id = ? AND recipient_key = ?
          ORDER BY time
          """, trace.message.key.values + [.text(trace.recipients[index].address.key)], TraceRow.event)
      }
      return trace
    }
  }

  public func judgedMessages(
    organization: String?, since: Int64, after last: TracedMessage?, limit: Int
  ) async throws -> [MessageTrace] {
    var condition = Condition()
    condition.add("m.received_at >= ?", [.integer(max(since, last?.receivedAt ?? .min))])
    // Not as a bare column: a planner that took its index would sort all mail of the organization for each page.
    condition.add("m.organization || '' = ?", organization)
    if let last {
      condition.add("(m.received_at, m.organization, m.trace_id) > (?, ?, ?)", [.integer(last.receivedAt)] + last.key.values)
    }
    let sql = """
      \(SQLStore.findingsQuery("JOIN")) WHERE \(condition.clause) ORDER BY m.received_at, m.organization, m.trace_id LIMIT ?
      """
    return try await read { [condition] connection, _ in
      try SQLStore.messages(sql, condition.values + [SQLValue(limit)], connection)
    }
  }

  public func messageCount(organization: String, since: Int64) async throws -> Int {
    try await read { connection, _ in
      try connection.query(
        "SELECT COUNT(*) FROM trace_messages WHERE organization = ? AND received_at >= ?",
        [.text(organization), .integer(since)]
      ) { Int($0.integer(0) ?? 0) }.first ?? 0
    }
  }

  private static func findingsQuery(_ join: String) -> String {
    """
    SELECT \(TraceRow.messageColumns), f.findings FROM trace_messages m \(join) trace_findings f
    ON f.organization = m.organization AND f.trace_id = m.trace_id
    """
  }

  /// With their recipients, without events.
  private static func messages(
    _ sql: String, _ values: [SQLValue], _ connection: any SQLConnection
  ) throws -> [MessageTrace] {
    let found = try connection.query(sql, values) { row in
      (try TraceRow.message(row), row.blob(10).map(StoredForm<Findings>.init(bytes:)))
    }
    return try found.map { message, findings in
      let recipients = try connection.query(
        """
        SELECT \(TraceRow.recipientColumns) FROM trace_recipients WHERE organization = ? AND trace_id = ? ORDER BY recipient_key
        """, message.key.values, TraceRow.recipient)
      return MessageTrace(message: message, findings: findings, recipients: recipients)
    }
  }

  public func forgetTraces(before time: Int64, limit: Int) async throws -> Int {
    try await writing.run { [database] in
      try database.write { connection in
        let old = try SQLStore.keys(in: "trace_messages", before: time, limit: limit, connection)
        for key in old {
          for table in ["trace_events", "trace_recipients", "trace_findings", "trace_messages"] {
            try connection.execute("DELETE FROM \(table) WHERE organization = ? AND trace_id = ?", key)
          }
        }
        return old.count
      }
    }
  }

  public func forgetFindings(before time: Int64, limit: Int) async throws -> Int {
    try await writing.run { [database] in
      try database.write { connection in
        let old = try SQLStore.keys(in: "trace_findings", before: time, limit: limit, connection)
        for key in old {
          try connection.execute("DELETE FROM trace_findings WHERE organization = ? AND trace_id = ?", key)
        }
        return old.count
      }
    }
  }

  private static func keys(
    in table: String, before time: Int64, limit: Int, _ connection: any SQLConnection
  ) throws -> [[SQLValue]] {
    try connection.query(
      "SELECT organization, trace_id FROM \(table) WHERE received_at < ? ORDER BY received_at LIMIT ?",
      [.integer(time), SQLValue(limit)]
    ) { [SQLValue.text($0.text(0) ?? ""), .text($0.text(1) ?? "")] }
  }
}

extension Condition {
  fileprivate init(_ filter: TraceFilter) {
    self.init()
    add("r.organization = ?", filter.organization)
    add("r.sender_key", filter.sender)
    add("r.recipient_key", filter.recipient)
    if let since = filter.since { add("r.received_at >= ?", [.integer(since)]) }
    if let until = filter.until { add("r.received_at < ?", [.integer(until)]) }
    add("r.status = ?", filter.status?.rawValue)
    add("m.message_id = ?", filter.messageID)
    add("m.subject LIKE ? ESCAPE '\\'", filter.subject.map { "%" + Condition.literal($0) + "%" })
    add("m.client = ?", filter.client?.description)
    if let after = filter.after {
      add(
        "(r.received_at, r.trace_id, r.recipient_key) < (?, ?, ?)",
        [.integer(after.receivedAt), .text(after.traceID.description), .text(after.recipient)])
    }
  }

  private mutating func add(_ column: String, _ pattern: AddressPattern?) {
    guard let pattern else { return }
    guard pattern.hasWildcard else { return add("\(column) = ?", pattern.text) }
    let pieces = pattern.text.split(separator: "*", omittingEmptySubsequences: false).map { Condition.literal($0) }
    add("\(column) LIKE ? ESCAPE '\\'", pieces.joined(separator: "%"))
  }
}
