import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("DMARC aggregate reports")
struct DMARCReportTests {
  private func file(_ name: String) throws -> [UInt8] {
    let files = try CaseFolder("dmarc-reports").files(endingIn: ".xml")
    return Array(try Data(contentsOf: try #require(files.first { $0.lastPathComponent == name })))
  }

  @Test("A report in the older shape is read whole")
  func olderShape() throws {
    let report = try DMARCAggregateReport(xml: try file("rfc7489.xml"))
    #expect(report.reporter.name == "Receiver & Sons")
    #expect(report.reporter.contact == "https://receiver.example/?a=1&b=2")
    #expect(report.id == "7489.1")
    #expect(report.begin == UTCTime(microseconds: 1_700_000_000_000_000))
    #expect(report.published.policy == .quarantine)
    #expect(report.published.subdomainPolicy == .reject)
    #expect(report.published.spfAlignment == .strict)
    #expect(report.published.percentage == 100)
    // The record without an address is left out.
    #expect(report.records.count == 1)
    let record = try #require(report.records.first)
    #expect(record.source == IPAddress("2001:db8::1"))
    #expect(record.count == 12)
    #expect(!record.dkimAligned && record.spfAligned)
    #expect(record.overrides == [.init(type: "mailing_list", comment: "'list'")])
    #expect(record.dkim.map(\.domain) == ["list.example", "example.org"])
    #expect(record.dkim.map(\.selector) == ["s1", nil])
    #expect(record.dkim.last?.explanation == "body hash")
    #expect(record.spf.map(\.result) == ["pass"])
  }

  @Test("What is written is what was read, to the octet")
  func roundTrip() throws {
    let xml = try file("rfc9990.xml")
    let report = try DMARCAggregateReport(xml: xml)
    #expect(report.published.discovery == .treeWalk)
    #expect(report.published.isTesting == true)
    #expect(report.records.first?.envelopeFrom == "")
    #expect(String(decoding: report.xml, as: UTF8.self) == String(decoding: xml, as: UTF8.self))
    #expect(
      report.fileName(receiver: try #require(DomainName("mx.receiver.example")))
        == "mx.receiver.example!example.org!1779000000!1779086399.xml.gz")
  }

  @Test("Text of strangers stays text")
  func hostileText() throws {
    var report = try DMARCAggregateReport(xml: try file("rfc9990.xml"))
    report.records[0].headerFrom = "</header_from><count>9</count>&\u{1}"
    let again = try DMARCAggregateReport(xml: report.xml)
    #expect(again.records.count == 1)
    #expect(again.records.first?.count == 3)
    #expect(again.records.first?.headerFrom == "</header_from><count>9</count>&\u{FFFD}")
  }

  @Test(
    "What is no report is refused with a reason",
    arguments: [
      (#"<!DOCTYPE f [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><feedback>&c;</feedback>"#, DMARCReportError.documentType),
      (String(repeating: "<feedback>", count: 40), .tooDeep(limit: DMARCReportLimits.depth)),
      ("<feedback><report_metadata>", .truncated),
      ("<feedback></report>", .malformed("end of report")),
      ("<html></html>", .missing("feedback")),
      ("", .truncated),
      ("<feedback/>", .missing("report_id")),
    ])
  func refusals(xml: String, error: DMARCReportError) {
    #expect(throws: error) { try DMARCAggregateReport(xml: Array(xml.utf8)) }
  }

  @Test("Any beginning of a report is read or refused, and never more than that")
  func truncation() throws {
    let xml = try file("rfc7489.xml")
    let end = xml.count - "</feedback>\n".utf8.count
    for count in 0..<end { #expect(throws: DMARCReportError.self) { try DMARCAggregateReport(xml: Array(xml[..<count])) } }
  }

  @Test("Reports of others say what another reader finds in them")
  func stalwart() throws {
    for number in 1...5 {
      guard let xml = try SharedFolder.data("suites/reports-stalwart/dmarc-feedback/00\(number).xml"),
        let json = try SharedFolder.data("suites/reports-stalwart/dmarc-feedback/00\(number).json"),
        let wanted = try JSONSerialization.jsonObject(with: json) as? [String: Any]
      else { return }
      let report = try DMARCAggregateReport(xml: Array(xml))
      let metadata = try #require(wanted["report_metadata"] as? [String: Any])
      #expect(report.reporter.name == metadata["org_name"] as? String)
      #expect(report.id == metadata["report_id"] as? String)
      let range = try #require(metadata["date_range"] as? [String: Int64])
      #expect(report.begin.microseconds / 1_000_000 == range["begin"])
      let rows = (wanted["record"] as? [[String: Any]] ?? []).compactMap { $0["row"] as? [String: Any] }
      #expect(report.records.map { "\($0.source)" } == rows.compactMap { $0["source_ip"] as? String })
      #expect(report.records.map(\.count) == rows.compactMap { $0["count"] as? Int })
    }
  }
}
