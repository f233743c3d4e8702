public import FilterPolicy
public import GatewayStorage

extension SQLStore: SpoofStore {
  public func count(_ sightings: [SpoofSighting]) async throws {
    try await writing.run { [database] in
      try database.write { connection in
        for sighting in sightings { try connection.execute(SpoofRow.count, SpoofRow.values(sighting)) }
      }
    }
  }

  public func history(organization: String, _ sender: SpoofedSender, since day: Int) async throws -> SenderHistory? {
    try await read { connection, _ in
      let sums = try connection.query(
        """
        SELECT COUNT(*), SUM(messages), SUM(wanted) FROM spoof_sightings
        WHERE organization = ? AND spoofed_user = ? AND infrastructure = ? AND day >= ?
        """, [.text(organization), .text("\(sender.user)"), .text("\(sender.infrastructure)"), SQLValue(day)]
      ) { row in (days: Int(row.integer(0) ?? 0), messages: Int(row.integer(1) ?? 0), wanted: Int(row.integer(2) ?? 0)) }
      guard let sum = sums.first, sum.days > 0 else { return nil }
      return SenderHistory(kind: sender.kind, messages: sum.messages, wanted: sum.wanted, days: sum.days)
    }
  }

  public func sightings(organization: String?, since day: Int, limit: Int) async throws -> [SpoofSighting] {
    var condition = Condition()
    condition.add("organization = ?", organization)
    let sql = """
      SELECT organization, spoofed_user, infrastructure, kind, is_internal, SUM(messages), SUM(wanted), SUM(acted_on),
      MAX(last_seen) FROM spoof_sightings WHERE \(condition.clause) AND day >= ?
      GROUP BY organization, spoofed_user, infrastructure, kind, is_internal
      ORDER BY SUM(messages) DESC, organization, spoofed_user, infrastructure LIMIT ?
      """
    let values = condition.values + [SQLValue(day), SQLValue(limit)]
    return try await read { connection, _ in
      try connection.query(sql, values) { row in try SpoofRow.sighting(row, day: day) }
    }
  }

  public func forgetSightings(before day: Int) async throws {
    try await writing.run { [database] in
      try database.write { try $0.execute("DELETE FROM spoof_sightings WHERE day < ?", [SQLValue(day)]) }
    }
  }

  public func spoofedSenders() async throws -> [SpoofedSenderRow] {
    try await read { connection, _ in
      try connection.query(
        "SELECT organization, pair, action, note, created_at FROM spoofed_senders ORDER BY organization, pair", [],
        SpoofRow.decision)
    }
  }

  public func set(_ row: SpoofedSenderRow) async throws {
    try await writing.run { [database] in
      try database.write { connection in
        try connection.execute(
          """
          INSERT INTO spoofed_senders (organization, pair, action, note, created_at) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (organization, pair) DO UPDATE SET action = excluded.action, note = excluded.note,
          created_at = excluded.created_at
          """,
          [
            .text(row.organization), .text("\(row.entry.pair)"), .text(row.entry.action.rawValue), .text(row.note),
            .integer(row.createdAt),
          ])
      }
    }
  }

  public func removeSpoofedSender(organization: String, _ pair: SpoofedSenderPair) async throws -> Bool {
    let key: [SQLValue] = [.text(organization), .text("\(pair)")]
    return try await writing.run { [database] in
      try database.write { connection in
        let isThere = try !connection.query(
          "SELECT 1 FROM spoofed_senders WHERE organization = ? AND pair = ?", key, { _ in true }
        ).isEmpty
        try connection.execute("DELETE FROM spoofed_senders WHERE organization = ? AND pair = ?", key)
        return isThere
      }
    }
  }
}
