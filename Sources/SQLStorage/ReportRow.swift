import FoundationEssentials
import GatewayStorage
import MailTypes

/// The `report_periods` and `report_records` tables.
enum ReportRow {
  static let periodColumns =
    "domain, begins_at, day, ends_at, published, records, messages, uncounted, due_at, outcome, settled_at, recipients"

  static let insertPeriod = """
    INSERT INTO report_periods (domain, begins_at, day, published, records, messages, uncounted, due_at)
    VALUES (?, ?, ?, ?, 0, 0, 0, ?)
    """

  static let settle =
    "UPDATE report_periods SET outcome = ?, settled_at = ?, recipients = ? WHERE domain = ? AND begins_at = ?"

  static let countRecord = """
    INSERT INTO report_records (domain, begins_at, record, messages) VALUES (?, ?, ?, ?)
    ON CONFLICT (domain, begins_at, record) DO UPDATE SET messages = report_records.messages + excluded.messages
    """

  static func values(_ settlement: ReportSettlement) throws -> [SQLValue] {
    [.text(settlement.outcome.rawValue), .integer(settlement.at), .text(try JSONText.of(settlement.recipients))]
  }

  static func period(_ row: any SQLRow) throws -> ReportPeriod {
    guard let domain = row.text(0), let begin = row.integer(1), let published = row.text(4) else { throw damaged }
    let outcome = row.text(9).flatMap { ReportSettlement.Outcome(rawValue: $0) }
    let recipients = try row.text(11).map { try JSONText.value([EmailAddress].self, $0) }
    return ReportPeriod(
      domain: domain, begin: begin, day: Int(row.integer(2) ?? 0), end: row.integer(3),
      published: try JSONText.value(DMARCAggregateReport.PublishedPolicy.self, published), records: Int(row.integer(5) ?? 0),
      messages: Int(row.integer(6) ?? 0), uncounted: Int(row.integer(7) ?? 0), due: row.integer(8) ?? 0,
      settlement: outcome.map { ReportSettlement($0, at: row.integer(10) ?? 0, recipients: recipients ?? []) })
  }

  /// The text of a record is its key: the count stands beside it.
  static func text(_ record: DMARCReportRecord) throws -> String {
    var record = record
    record.count = 0
    return try JSONText.of(record)
  }

  /// A record and its count, in this order.
  static func record(_ row: any SQLRow) throws -> DMARCReportRecord {
    guard let text = row.text(0), let count = row.integer(1) else { throw damaged }
    var record = try JSONText.value(DMARCReportRecord.self, text)
    record.count = Int(count)
    return record
  }

  static var damaged: StoreError {
    StoreError(.damaged, "a row of the DMARC reports is damaged; restore the store from a backup")
  }
}

/// Values in a column of text, always written the same.
enum JSONText {
  static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw ReportRow.damaged
    }
  }
}
