/// The tables of what administrators made and decided, merged from a backup row by row: what is there stays as it is.
struct DecisionTables {
  private struct Table {
    let name: String
    let key: [String]
    let texts: [String]
    let integers: [String]

    init(_ name: String, key: [String], texts: [String] = [], integers: [String] = []) {
      self.name = name
      self.key = key
      self.texts = texts
      self.integers = integers
    }

    var columns: String { (key + texts + integers).joined(separator: ", ") }
    var places: String { (key + texts + integers).map { _ in "?" }.joined(separator: ", ") }

    func values(_ row: any SQLRow) -> [SQLValue] {
      let count = key.count + texts.count
      return (0..<count).map { SQLValue(row.text($0)) } + integers.indices.map { SQLValue(row.integer(count + $0)) }
    }
  }

  private static let tables = [
    Table("spoofed_senders", key: ["organization", "pair"], texts: ["action", "note"], integers: ["created_at"]),
    Table("recipients", key: ["organization", "address_key"], texts: ["address", "aliases", "display_name"]),
    Table("recipient_groups", key: ["organization", "address_key"], texts: ["address", "aliases"]),
    Table("recipient_group_members", key: ["organization", "group_key", "member"]),
    Table("allow_block_entries", key: ["organization", "kind", "value", "action"], texts: ["entry"], integers: ["last_used"]),
    Table("mailbox_lists", key: ["organization", "mailbox"], texts: ["list"]),
  ]

  private static let revisions = Table(
    "policy_revisions", key: ["organization"], texts: ["author", "note", "policies"], integers: ["number", "time"])

  /// - Returns: how many rows came in.
  static func merge(_ backup: any SQLDatabase, into target: any SQLDatabase) throws -> Int {
    let found = try backup.read { connection in
      try (tables + [revisions]).map { table in
        (table, try connection.query("SELECT \(table.columns) FROM \(table.name)", [], table.values))
      }
    }
    return try target.write { connection in
      // Revisions follow one another: an organization has its own history, or that of the backup.
      let own = Set(
        try connection.query("SELECT DISTINCT organization FROM policy_revisions", []) { SQLValue($0.text(0)) })
      let before = try count(connection)
      for (table, rows) in found {
        for row in rows where table.name != revisions.name || !own.contains(row[0]) {
          try connection.execute(
            "INSERT INTO \(table.name) (\(table.columns)) VALUES (\(table.places)) ON CONFLICT DO NOTHING", row)
        }
      }
      return try count(connection) - before
    }
  }

  /// Rows of all these tables.
  static func count(_ connection: any SQLConnection) throws -> Int {
    try (tables + [revisions]).reduce(0) { sum, table in
      sum + (try connection.query("SELECT COUNT(*) FROM \(table.name)", []) { Int($0.integer(0) ?? 0) }.first ?? 0)
    }
  }
}
