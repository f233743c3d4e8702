public import GatewayStorage
public import MailTypes

extension SQLStore: QuarantineStore {
  public func entry(_ id: QueueID) async throws -> QuarantineEntry? {
    try await read { connection, _ in
      try connection.query(
        "SELECT \(QuarantineRow.columns) FROM quarantine_entries WHERE queue_id = ?", [.integer(id.rawValue)],
        QuarantineRow.entry
      ).first
    }
  }

  public func entries(matching filter: QuarantineFilter) async throws -> [QuarantineEntry] {
    var condition = Condition()
    condition.add("organization = ?", filter.organization)
    condition.add("reason = ?", filter.reason?.rawValue)
    condition.add("sender_key = ?", filter.sender?.key)
    condition.add("recipient_keys LIKE ? ESCAPE '\\'", filter.recipient.map { Condition.pattern(containing: $0) })
    if let isReleased = filter.isReleased { condition.add(isReleased ? "released_at IS NOT NULL" : "released_at IS NULL") }
    let sql = """
      SELECT \(QuarantineRow.columns) FROM quarantine_entries WHERE \(condition.clause)
      ORDER BY quarantined_at DESC, queue_id DESC LIMIT ? OFFSET ?
      """
    let values = condition.values + [SQLValue(filter.limit), SQLValue(filter.offset)]
    return try await read { connection, _ in try connection.query(sql, values, QuarantineRow.entry) }
  }

  public func expiredEntries(before time: Int64, limit: Int) async throws -> [CopyKey] {
    try await read { connection, _ in
      try connection.query(
        "SELECT organization, trace_id, queue_id FROM quarantine_entries WHERE expires_at < ? ORDER BY expires_at LIMIT ?",
        [.integer(time), SQLValue(limit)], CopyKey.init)
    }
  }
}

/// A WHERE clause made of what is asked for.
struct Condition {
  private var terms: [String] = []
  private(set) var values: [SQLValue] = []

  var clause: String { terms.isEmpty ? "1 = 1" : terms.joined(separator: " AND ") }

  /// `term` takes `value`; nothing where that is `nil`.
  mutating func add(_ term: String, _ value: String?) {
    guard let value else { return }
    terms.append(term)
    values.append(.text(value))
  }

  mutating func add(_ term: String) { terms.append(term) }

  mutating func add(_ term: String, _ values: [SQLValue]) {
    terms.append(term)
    self.values += values
  }

  /// A LIKE pattern for one whole address in a column of `recipientKeys`.
  static func pattern(containing address: EmailAddress) -> String {
    "%" + literal(QuarantineRow.recipientKeys([address])) + "%"
  }

  /// `text` within a LIKE pattern that has `\` as its escape.
  static func literal(_ text: some StringProtocol) -> String {
    var pattern = ""
    for character in text.unicodeScalars {
      if character == "%" || character == "_" || character == "\\" { pattern.unicodeScalars.append("\\") }
      pattern.unicodeScalars.append(character)
    }
    return pattern
  }
}
