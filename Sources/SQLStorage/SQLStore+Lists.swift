public import FilterPolicy
public import GatewayStorage
public import MailTypes

extension SQLStore: ListStore {
  public func allowBlockEntries() async throws -> [String: [AllowBlockEntry]] {
    let rows = try await read { connection, _ in
      try connection.query(
        "SELECT organization, kind, value, action, entry, last_used FROM allow_block_entries", [], ListRow.entry)
    }
    return Dictionary(grouping: rows, by: \.organization).mapValues { $0.map(\.entry) }
  }

  public func set(_ entries: [AllowBlockEntry], organization: String) async throws {
    let rows = try entries.map { entry in
      ListRow.key(entry.id, organization) + [
        try JSONColumn.value(entry), entry.lastUsed.map { .integer($0.microseconds) } ?? .null,
      ]
    }
    try await writing.run { [database] in
      try database.write { connection in
        for row in rows {
          try connection.execute(
            """
            INSERT INTO allow_block_entries (organization, kind, value, action, entry, last_used) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (organization, kind, value, action) DO UPDATE SET entry = excluded.entry
            """, row)
        }
      }
    }
  }

  public func removeAllowBlockEntries(_ ids: [AllowBlockEntry.ID], organization: String) async throws {
    try await writing.run { [database] in
      try database.write { connection in
        for id in ids {
          try connection.execute(
            "DELETE FROM allow_block_entries WHERE \(ListRow.keyClause)", ListRow.key(id, organization))
        }
      }
    }
  }

  public func noteUse(of ids: [AllowBlockEntry.ID], at time: UTCTime, organization: String) async throws {
    try await writing.run { [database] in
      try database.write { connection in
        for id in ids {
          try connection.execute(
            "UPDATE allow_block_entries SET last_used = MAX(COALESCE(last_used, 0), ?) WHERE \(ListRow.keyClause)",
            [.integer(time.microseconds)] + ListRow.key(id, organization))
        }
      }
    }
  }

  public func mailboxLists() async throws -> [String: [EmailAddress: MailboxList]] {
    let rows = try await read { connection, _ in
      try connection.query("SELECT organization, mailbox, list FROM mailbox_lists", [], ListRow.mailbox)
    }
    return Dictionary(grouping: rows, by: \.organization).mapValues { rows in
      Dictionary(rows.map { ($0.mailbox, $0.list) }) { first, _ in first }
    }
  }

  public func set(_ list: MailboxList, of mailbox: EmailAddress, organization: String) async throws {
    let key: [SQLValue] = [.text(organization), .text("\(mailbox)")]
    let value = try JSONColumn.value(list)
    try await writing.run { [database] in
      try database.write { connection in
        try connection.execute("DELETE FROM mailbox_lists WHERE organization = ? AND mailbox = ?", key)
        guard !list.isEmpty else { return }
        try connection.execute("INSERT INTO mailbox_lists (organization, mailbox, list) VALUES (?, ?, ?)", key + [value])
      }
    }
  }
}

/// The `allow_block_entries` and `mailbox_lists` tables.
private enum ListRow {
  static let keyClause = "organization = ? AND kind = ? AND value = ? AND action = ?"

  static func key(_ id: AllowBlockEntry.ID, _ organization: String) -> [SQLValue] {
    [.text(organization), .text(id.kind.rawValue), .text(id.value), .text(id.action.rawValue)]
  }

  static func entry(_ row: any SQLRow) throws -> (organization: String, entry: AllowBlockEntry) {
    let place = "the entry \(row.text(3) ?? "") \(row.text(1) ?? "") \(row.text(2) ?? "") of the Tenant Allow/Block List"
    var entry = try JSONColumn.read(AllowBlockEntry.self, row.text(4), place)
    entry.lastUsed = row.integer(5).map { UTCTime(microseconds: $0) }
    return (row.text(0) ?? "", entry)
  }

  static func mailbox(_ row: any SQLRow) throws -> (organization: String, mailbox: EmailAddress, list: MailboxList) {
    let place = "the list of mailbox \(row.text(1) ?? "")"
    guard let mailbox = EmailAddress(row.text(1) ?? "") else {
      throw StoreError(.damaged, "\(place) cannot be read; restore the store from a backup")
    }
    return (row.text(0) ?? "", mailbox, try JSONColumn.read(MailboxList.self, row.text(2), place))
  }
}
