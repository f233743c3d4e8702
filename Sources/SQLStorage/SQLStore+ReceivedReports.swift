public import GatewayStorage
import MailTypes

extension SQLStore: ReceivedReportStore {
  public func keep(_ received: ReceivedReport) async throws -> Bool {
    try await writing.run { [database] in
      try database.write { connection in
        let key = ReceivedReportRow.key(received)
        let isThere = try !connection.query(ReceivedReportRow.find, key, { _ in true }).isEmpty
        guard !isThere else { return false }
        try connection.execute(ReceivedReportRow.insert, key + ReceivedReportRow.values(received))
        for (number, record) in received.report.records.enumerated() {
          try connection.execute(
            ReceivedReportRow.insertRecord, key + [SQLValue(number)] + ReceivedReportRow.values(record))
        }
        return true
      }
    }
  }

  public func receivedReports(_ filter: ReceivedReportFilter) async throws -> [ReceivedReport] {
    let condition = ReceivedReportRow.condition(filter)
    let sql = """
      SELECT organization, received_at, proven_sender, omitted, report FROM received_reports r
      WHERE \(condition.clause) AND ends_at >= ? ORDER BY ends_at DESC, domain, reporter, report_id LIMIT ?
      """
    let values = condition.values + [.integer(filter.since), SQLValue(filter.limit)]
    return try await read { connection, _ in try connection.query(sql, values, ReceivedReportRow.report) }
  }

  public func reportedSources(_ filter: ReceivedReportFilter) async throws -> [ReportedSource] {
    let condition = ReceivedReportRow.condition(filter)
    let sql = """
      SELECT r.domain, c.source, c.header_from, SUM(c.messages), SUM(c.messages * c.dkim_passed),
      SUM(c.messages * c.spf_passed), SUM(c.messages * MAX(c.dkim_passed, c.spf_passed))
      FROM received_reports r JOIN received_report_records c
      ON c.organization = r.organization AND c.domain = r.domain AND c.reporter = r.reporter AND c.report_id = r.report_id
      WHERE \(condition.clause) AND r.ends_at >= ? GROUP BY r.domain, c.source, c.header_from
      ORDER BY SUM(c.messages) DESC, c.source LIMIT ?
      """
    let values = condition.values + [.integer(filter.since), SQLValue(filter.limit)]
    return try await read { connection, _ in try connection.query(sql, values, ReceivedReportRow.source) }
  }

  public func forgetReceivedReports(before time: Int64) async throws {
    try await writing.run { [database] in
      try database.write { connection in
        try connection.execute(
          """
          DELETE FROM received_report_records WHERE EXISTS (SELECT 1 FROM received_reports r
          WHERE r.organization = received_report_records.organization AND r.domain = received_report_records.domain
          AND r.reporter = received_report_records.reporter AND r.report_id = received_report_records.report_id
          AND r.received_at < ?)
          """, [.integer(time)])
        try connection.execute("DELETE FROM received_reports WHERE received_at < ?", [.integer(time)])
      }
    }
  }
}

/// The `received_reports` and `received_report_records` tables.
private enum ReceivedReportRow {
  static let find =
    "SELECT 1 FROM received_reports WHERE organization = ? AND domain = ? AND reporter = ? AND report_id = ?"

  static let insert = """
    INSERT INTO received_reports (organization, domain, reporter, report_id, ends_at, received_at, proven_sender, omitted, report)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static let insertRecord = """
    INSERT INTO received_report_records (organization, domain, reporter, report_id, number, source, header_from, messages,
    dkim_passed, spf_passed, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static func key(_ received: ReceivedReport) -> [SQLValue] {
    [
      .text(received.organization), .text(received.report.published.domain), .text(received.report.reporter.name),
      .text(received.report.id),
    ]
  }

  static func values(_ received: ReceivedReport) throws -> [SQLValue] {
    var report = received.report
    report.records = []
    return [
      .integer(report.end.microseconds), .integer(received.receivedAt), SQLValue(received.provenSender),
      SQLValue(received.omittedRecords), .text(try JSONText.of(report)),
    ]
  }

  static func values(_ record: DMARCReportRecord) throws -> [SQLValue] {
    [
      .text("\(record.source)"), .text(record.headerFrom), SQLValue(record.count), SQLValue(record.dkimAligned),
      SQLValue(record.spfAligned), .text(try ReportRow.text(record)),
    ]
  }

  static func condition(_ filter: ReceivedReportFilter) -> Condition {
    var condition = Condition()
    condition.add("r.organization = ?", filter.organization)
    condition.add("r.domain = ?", filter.domain)
    return condition
  }

  static func report(_ row: any SQLRow) throws -> ReceivedReport {
    guard let text = row.text(4) else { throw ReportRow.damaged }
    return ReceivedReport(
      organization: row.text(0) ?? "", receivedAt: row.integer(1) ?? 0, provenSender: row.text(2),
      omittedRecords: Int(row.integer(3) ?? 0), report: try JSONText.value(DMARCAggregateReport.self, text))
  }

  static func source(_ row: any SQLRow) throws -> ReportedSource {
    guard let source = row.text(1).flatMap({ IPAddress($0) }) else { throw ReportRow.damaged }
    let sums = (3...6).map { Int(row.integer($0) ?? 0) }
    return ReportedSource(
      domain: row.text(0) ?? "", source: source, headerFrom: row.text(2) ?? "", messages: sums[0], dkimPassed: sums[1],
      spfPassed: sums[2], passed: sums[3])
  }
}
