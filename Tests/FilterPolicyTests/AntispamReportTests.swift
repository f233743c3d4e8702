import Foundation
import MailTypes
import MartletTestKit
import Testing

@testable import FilterPolicy

@Suite("X-Forefront-Antispam-Report")
struct AntispamReportTests {
  @Test("A report is written in the documented order and folded between entries")
  func written() {
    var report = AntispamReport()
    report.clientAddress = .v4(0xC633_6432)
    report.country = "US"
    report.language = "en"
    report.scl = 5
    report.filteringVerdict = .spam
    report.helo = "mail.adatum.com"
    report.reverseName = "mail.adatum.com"
    report.category = .spam
    report.rules = [13_230_040, 4_372_299_015_000_000]
    report.direction = .inbound
    #expect(
      report.field == """
        X-Forefront-Antispam-Report: CIP:198.51.100.50;CTRY:US;LANG:en;SCL:5;SRV:;\r
         IPV:NLI;SFV:SPM;H:mail.adatum.com;PTR:mail.adatum.com;CAT:SPM;SFTY:;\r
         SFS:(13230040)(4372299015000000);DIR:INB;
        """)
    #expect(AntispamReport(value: value(of: report.field)) == report)
  }

  @Test("Every value of the tables survives writing and reading")
  func roundTrip() {
    for verdict in SpamFilteringVerdict.allCases {
      for category in ThreatCategory.allCases {
        for direction in MailDirection.allCases {
          var report = AntispamReport()
          report.clientAddress = .v6(high: 0x2001_0DB8_0000_0000, low: 1)
          report.scl = -1
          report.isBulk = true
          report.filteringVerdict = verdict
          report.category = category
          report.direction = direction
          #expect(AntispamReport(value: value(of: report.field)) == report)
        }
      }
    }
  }

  @Test(
    "What a client says can neither end an entry nor a line",
    arguments: ["a;SFV:SKN;CAT:NONE", "a\r\nX: y", "a b", "é\u{2028}", ":::", String(repeating: "h", count: 3000)])
  func hostile(name: String) {
    var report = AntispamReport()
    report.filteringVerdict = .spam
    report.helo = name
    report.reverseName = name
    let field = report.field
    let read = AntispamReport(value: value(of: field))
    #expect(read.filteringVerdict == .spam)
    #expect(read.category == ThreatCategory.none)
    #expect(field.contains("SFV:SPM;"))
    #expect(field.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0D || $0 == 0x0A })
    #expect(field.split(separator: "\r\n").dropFirst().allSatisfy { $0.hasPrefix(" ") && $0.utf8.count <= 998 })
  }

  @Test(
    "Whatever is read is never a trap",
    arguments: [
      "", ";", ":", ";;:;", "SFS:(99999999999999999999)(x)(1);", "SCL:99999999999999999999;CIP:x;", "scl : 5 ; Sfv:spm",
    ])
  func odd(value: String) {
    let report = AntispamReport(value: value)
    #expect(report.rules.allSatisfy { $0 == 1 })
  }

  @Test("A released copy says so")
  func released() {
    var report = AntispamReport(value: "SCL:9;SFV:SPM;CAT:HSPM;")
    report = report.released
    #expect((report.scl, report.filteringVerdict, report.category) == (-1, .released, .highConfidenceSpam))
  }

  @Test(
    "The bulk level is read from what servers of all ages write",
    arguments: [
      ("BCL:0;", 0), ("BCL:7;ARA:13230040|32142699015|8096899003;", 7), ("BCL:0; PCL:0; RULEID:x", 0), ("PCL:2", nil),
      ("BCL:10;", nil), ("", nil),
    ])
  func bulkLevel(value: String, level: Int?) {
    #expect(AntispamHeader(value: value)?.bcl == level)
  }

  /// The public samples, where they stand beside the checkout.
  @Test("Headers as they are seen in the wild are read, and written again with the same meaning")
  func samples() throws {
    guard let data = try SharedFolder.data("reference/eop-examples.md") else { return }
    let reports = fields(in: String(decoding: data, as: UTF8.self))
    #expect(reports.count >= 15)
    for value in reports {
      let report = AntispamReport(value: value)
      #expect(report.filteringVerdict != nil, "\(value)")
      #expect(AntispamReport(value: self.value(of: report.field)) == report, "\(value)")
    }
    let first = AntispamReport(value: reports[0])
    #expect((first.scl, first.rules.count, first.category, first.direction) == (1, 25, ThreatCategory.none, .inbound))
    #expect(first.clientAddress == IPAddress("209.85.167.49"))
  }

  private func value(of field: String) -> String {
    String(field.replacing("\r\n", with: "").dropFirst(AntispamReport.fieldName.count + 1))
  }

  /// The whole reports of the document, unfolded; those that its author cut short are left out.
  private func fields(in document: String) -> [String] {
    var values: [String] = []
    for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
      let lower = line.lowercased()
      if lower.hasPrefix("x-forefront-antispam-report:") || lower.hasPrefix("x-forefront-antispam-report-untrusted:") {
        values.append(String(line[line.index(after: line.firstIndex(of: ":") ?? line.startIndex)...]))
      } else if line.first == " " || line.first == "\t", let last = values.indices.last, !values[last].hasSuffix("```") {
        values[last] += line
      } else if let last = values.indices.last, !values[last].hasSuffix("```") {
        values[last] += "```"
      }
    }
    return values.map { $0.replacing("```", with: "") }.filter { $0.contains("CIP:") && !$0.contains("[list cut here]") }
  }
}
