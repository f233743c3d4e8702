public import GatewayStorage
public import MailTypes

extension SQLStore: ReportStore {
  public func count(_ messages: [ReportedMessage]) async throws {
    try await writing.run { [database] in
      try database.write { connection in
        for message in messages { try ReportCount(message).add(to: connection) }
      }
    }
  }

  public func periods(domain: String?, limit: Int) async throws -> [ReportPeriod] {
    var condition = Condition()
    condition.add("domain = ?", domain)
    let sql = """
      SELECT \(ReportRow.periodColumns) FROM report_periods WHERE \(condition.clause)
      ORDER BY begins_at DESC, domain LIMIT ?
      """
    let values = condition.values + [SQLValue(limit)]
    return try await read { connection, _ in try connection.query(sql, values, ReportRow.period) }
  }

  public func duePeriods(at time: Int64, limit: Int) async throws -> [ReportPeriod] {
    try await read { connection, _ in
      try connection.query(
        """
        SELECT \(ReportRow.periodColumns) FROM report_periods WHERE outcome IS NULL AND due_at <= ?
        ORDER BY due_at, domain LIMIT ?
        """, [.integer(time), SQLValue(limit)], ReportRow.period)
    }
  }

  public func closePeriod(domain: String, at time: Int64) async throws -> ReportPeriod? {
    try await writing.run { [database] in
      try database.write { connection in
        let running = try connection.query(
          """
          SELECT \(ReportRow.periodColumns) FROM report_periods
          WHERE domain = ? AND ends_at IS NULL AND outcome IS NULL AND begins_at < ? ORDER BY begins_at LIMIT 1
          """, [.text(domain), .integer(time)], ReportRow.period
        ).first
        guard var period = running else { return nil }
        period.end = min(time, period.endTime.microseconds)
        period.due = time
        try connection.execute(
          "UPDATE report_periods SET ends_at = ?, due_at = ? WHERE domain = ? AND begins_at = ?",
          [SQLValue(period.end), .integer(time), .text(domain), .integer(period.begin)])
        return period
      }
    }
  }

  public func records(domain: String, begin: Int64) async throws -> [DMARCReportRecord] {
    try await read { connection, _ in
      try connection.query(
        "SELECT record, messages FROM report_records WHERE domain = ? AND begins_at = ? ORDER BY messages DESC, record",
        [.text(domain), .integer(begin)], ReportRow.record)
    }
  }

  public func postpone(domain: String, begin: Int64, until: Int64) async throws {
    try await writing.run { [database] in
      try database.write {
        try $0.execute(
          "UPDATE report_periods SET due_at = ? WHERE domain = ? AND begins_at = ?",
          [.integer(until), .text(domain), .integer(begin)])
      }
    }
  }

  public func forgetPeriods(before day: Int) async throws {
    try await writing.run { [database] in
      try database.write { connection in
        try connection.execute(
          "DELETE FROM report_records WHERE begins_at < ?", [.integer(ReportPeriod.begin(ofDay: day))])
        try connection.execute("DELETE FROM report_periods WHERE day < ?", [SQLValue(day)])
      }
    }
  }
}

/// Adds messages to the running period of their domain, within `ReportLimits`.
private struct ReportCount {
  private let message: ReportedMessage
  private let domain: SQLValue
  private let day: SQLValue
  private let published: SQLValue

  init(_ message: ReportedMessage) throws {
    self.message = message
    domain = .text(message.published.domain)
    day = SQLValue(message.day)
    published = .text(try JSONText.of(message.published))
  }

  func add(to connection: any SQLConnection) throws {
    guard let (begin, records) = try runningPeriod(connection) else { return }
    let key = [domain, .integer(begin)]
    let text = SQLValue.text(try ReportRow.text(message.record))
    let isKnown = try !connection.query(
      "SELECT 1 FROM report_records WHERE domain = ? AND begins_at = ? AND record = ?", key + [text], { _ in true }
    ).isEmpty
    let count = SQLValue(message.record.count)
    guard isKnown || records < ReportLimits.records else {
      return try connection.execute(
        "UPDATE report_periods SET uncounted = uncounted + ? WHERE domain = ? AND begins_at = ?", [count] + key)
    }
    try connection.execute(ReportRow.countRecord, key + [text, count])
    try connection.execute(
      """
      UPDATE report_periods SET messages = messages + ?, records = records + ?, published = ?
      WHERE domain = ? AND begins_at = ?
      """, [count, SQLValue(isKnown ? 0 : 1), published] + key)
  }

  private func runningPeriod(_ connection: any SQLConnection) throws -> (begin: Int64, records: Int)? {
    let running = try connection.query(
      "SELECT begins_at, records FROM report_periods WHERE domain = ? AND day = ? AND ends_at IS NULL AND outcome IS NULL",
      [domain, day]
    ) { (begin: $0.integer(0) ?? 0, records: Int($0.integer(1) ?? 0)) }
    if let running = running.first { return running }
    let ofDay = try connection.query("SELECT COUNT(*) FROM report_periods WHERE day = ?", [day]) { Int($0.integer(0) ?? 0) }
    guard ofDay.first ?? 0 < ReportLimits.domains else { return nil }
    let begin = try beginning(connection)
    try connection.execute(ReportRow.insertPeriod, [domain, .integer(begin), day, published, .integer(message.due)])
    return (begin, 0)
  }

  /// Where the last report of the day ended, or at the day's beginning.
  private func beginning(_ connection: any SQLConnection) throws -> Int64 {
    let periods = try connection.query(
      "SELECT \(ReportRow.periodColumns) FROM report_periods WHERE domain = ? AND day = ?", [domain, day], ReportRow.period)
    return periods.map(\.endTime.microseconds).max() ?? ReportPeriod.begin(ofDay: message.day)
  }
}
