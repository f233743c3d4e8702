import GatewayStorage
import InternetMessage
import MailAuthentication
import MailTypes

/// The report of one period: always the same for the same counts, so that what is sent again is the same file (RFC 9990, Email).
struct OutgoingReport {
  let report: DMARCAggregateReport
  private let hostname: DomainName

  init(_ period: ReportPeriod, _ records: [DMARCReportRecord], from address: EmailAddress, _ settings: ReportSenderSettings) {
    hostname = settings.hostname
    let reporter = DMARCAggregateReport.Reporter(
      name: settings.organizationName, email: "\(address)", contact: settings.contact, generator: settings.generator)
    let begin = UTCTime(microseconds: period.begin)
    // RFC 9990, "Definition of Report-ID": unique among those to one domain, because no two of its periods begin together.
    var report = DMARCAggregateReport(
      reporter: reporter, id: "\(begin.unixSeconds).\(period.domain)@\(settings.hostname)", begin: begin, end: period.endTime,
      published: period.published)
    if period.uncounted > 0 {
      report.errors = ["\(period.uncounted) messages are left out: more than \(ReportLimits.records) records"]
    }
    report.records = records
    self.report = report
  }

  /// The whole message to one address; `nil` where it cannot be packed.
  func message(to recipient: EmailAddress, from address: EmailAddress, at date: UTCTime) -> [UInt8]? {
    guard let file = GzipFile.packed(report.xml) else { return nil }
    let domain = report.published.domain
    return ReportMail(
      from: address, to: recipient,
      // RFC 9990, Email, `dmarc-subject`, folded as its example.
      subject: ["Report Domain: \(domain)", " Submitter: \(hostname)", " Report-ID: <\(report.id)>"],
      date: date, messageID: report.id,
      text: [
        "This is a DMARC aggregate report about \(domain), for programs to read (RFC 9990).",
        "It covers \(report.begin) to \(report.end) and was written by \(hostname).",
        "Your DMARC record asks for it; without `rua` in the record none is sent.",
      ],
      file: ReportMail.File(
        contentType: "application/gzip", name: report.fileName(receiver: hostname), content: file)
    ).message()
  }
}
