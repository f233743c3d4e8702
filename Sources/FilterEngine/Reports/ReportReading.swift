import ContentAnalysis
public import FilterPolicy
public import InternetMessage
import MailAuthentication
import MailTypes

/// Finds the DMARC aggregate reports in a message: in any part, packed or not, whatever the part says it is (RFC 9990, Email:
/// senders differ in types and names). What is no report is passed over.
public enum ReportReading {
  /// Parts that are looked into. A report stands alone in its message, beside a text and a signature's picture.
  static let partLimit = 10
  /// Octets of a part, packed. The largest reports of large receivers are below one megabyte.
  static let packedLimit = 4 * 1024 * 1024
  /// Octets unpacked from one message.
  static let unpackedLimit = 16 * 1024 * 1024
  /// Records kept of one message; the rest is counted. With the limits below, what a report becomes fits into the findings.
  static let recordLimit = 5000
  /// Octets of text of all records of a message: some 200 for each.
  static let textLimit = 1_000_000
  /// Octets kept of one text: a domain name has at most 253.
  static let wordLimit = 255
  /// Results and reasons kept of one record; honest mail has two or three signatures.
  static let resultLimit = 10
  /// Remarks kept of one report.
  static let remarkLimit = 10
  /// Messages of one record: sums stay numbers.
  static let countLimit = 1_000_000_000

  public static func reports(in message: Message) -> [ReportFinding] {
    var unpacked = unpackedLimit
    var budget = Budget(records: recordLimit, text: textLimit)
    var findings: [ReportFinding] = []
    for part in message.leaves.lazy.filter({ !isProse($0) }).prefix(partLimit) {
      let packed = message.decodedBody(part, limit: packedLimit)
      guard let xml = PackedFile.unpacked(packed, ending: ".xml", limit: unpacked) else { continue }
      unpacked -= xml.count
      guard let report = try? DMARCAggregateReport(xml: xml) else { continue }
      findings.append(kept(report, &budget))
    }
    return findings
  }

  /// What is shown to people. A report that is sent as text still has a name or says that it is XML.
  private static func isProse(_ part: Part) -> Bool {
    (part.contentType == "text/plain" || part.contentType == "text/html") && part.fileName == nil
  }

  /// What findings have room for.
  private struct Budget {
    var records: Int
    var text: Int

    mutating func take(_ record: DMARCReportRecord) -> Bool {
      guard records > 0, text >= record.textOctets else { return false }
      records -= 1
      text -= record.textOctets
      return true
    }
  }

  private static func kept(_ report: DMARCAggregateReport, _ budget: inout Budget) -> ReportFinding {
    var kept = report
    kept.reporter.name = word(report.reporter.name)
    kept.reporter.email = word(report.reporter.email)
    kept.reporter.contact = report.reporter.contact.map(word)
    kept.reporter.generator = report.reporter.generator.map(word)
    kept.id = word(report.id)
    kept.errors = report.errors.prefix(remarkLimit).map(word)
    kept.published.domain = word(report.published.domain).lowercased()
    kept.published.failureOptions = report.published.failureOptions.map(word)
    kept.records = []
    for record in report.records.lazy.map(shortened) {
      guard budget.take(record) else { break }
      kept.records.append(record)
    }
    return ReportFinding(report: kept, omittedRecords: report.records.count - kept.records.count)
  }

  private static func shortened(_ record: DMARCReportRecord) -> DMARCReportRecord {
    var record = record
    record.count = min(record.count, countLimit)
    record.headerFrom = word(record.headerFrom)
    record.envelopeFrom = record.envelopeFrom.map(word)
    record.envelopeTo = record.envelopeTo.map(word)
    record.overrides = record.overrides.prefix(resultLimit).map { .init(type: word($0.type), comment: $0.comment.map(word)) }
    record.dkim = record.dkim.prefix(resultLimit).map(shortened)
    record.spf = record.spf.prefix(resultLimit).map(shortened)
    return record
  }

  private static func shortened(_ result: DMARCReportRecord.Authentication) -> DMARCReportRecord.Authentication {
    var short = DMARCReportRecord.Authentication(
      domain: word(result.domain), result: word(result.result), selector: result.selector.map(word),
      scope: result.scope.map(word))
    short.explanation = result.explanation.map(word)
    return short
  }

  /// Without control characters: what a stranger wrote is shown on terminals and pages.
  private static func word(_ text: String) -> String {
    guard text.utf8.count > wordLimit || text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
    var scalars = String.UnicodeScalarView()
    var octets = 0
    for scalar in text.unicodeScalars where scalar.value >= 0x20 && scalar.value != 0x7F {
      octets += UTF8.width(scalar)
      guard octets <= wordLimit else { break }
      scalars.append(scalar)
    }
    return String(scalars)
  }
}

extension DMARCReportRecord {
  /// Of all its texts.
  fileprivate var textOctets: Int {
    let results = (dkim + spf).map { [$0.domain, $0.result, $0.selector, $0.scope, $0.explanation] }
    let texts = [headerFrom, envelopeFrom, envelopeTo] + overrides.flatMap { [$0.type, $0.comment] } + results.joined()
    return texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
  }
}
