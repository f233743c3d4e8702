import FilterPolicy
import Foundation
import InternetMessage
import MailTypes
import MartletTestKit
import Testing

@testable import FilterEngine

/// What a scanner finds in mail to an address for DMARC reports.
@Suite("DMARC reports in mail")
struct ReportReadingTests {
  private static func report(records: Int = 1, text: String = "example.org", count: String = "3") -> String {
    let record = """
      <record><row><source_ip>192.0.2.1</source_ip><count>\(count)</count><policy_evaluated><disposition>none</disposition>
      <dkim>pass</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>\(text)</header_from></identifiers>
      <auth_results><dkim><domain>\(text)</domain><result>pass</result></dkim></auth_results></record>
      """
    return """
      <?xml version="1.0"?><feedback><report_metadata><org_name>fabrikam</org_name><report_id>7</report_id><date_range>
      <begin>1795305600</begin><end>1795391999</end></date_range></report_metadata><policy_published>
      <domain>Example.ORG</domain><p>none</p></policy_published>\(String(repeating: record, count: records))</feedback>
      """
  }

  private static func message(_ content: [UInt8], type: String = "application/octet-stream", name: String = "r") -> Message {
    let header = "Content-Type: \(type); name=\"\(name)\"\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    return Message(Array(header.utf8) + content)
  }

  private static func zip(_ name: String, _ text: String) -> [UInt8] {
    var zip = ZipFile()
    zip.add("readme.txt", Array("nothing".utf8))
    zip.add(name, Array(text.utf8))
    return zip.bytes
  }

  @Test("A report is read as it is, zipped, under any type and name")
  func forms() throws {
    let plain = Array(Self.report().utf8)
    for message in [
      Self.message(plain, type: "text/xml"), Self.message(plain, type: "text/plain", name: "report.xml"),
      Self.message(Self.zip("REPORT.XML", Self.report()), type: "application/pdf", name: "report.exe"),
    ] {
      let finding = try #require(ReportReading.reports(in: message).first)
      #expect(finding.report.published.domain == "example.org")
      #expect(finding.report.records.map(\.count) == [3])
      #expect(finding.omittedRecords == 0)
    }
  }

  @Test("What people write is no report, whatever it says")
  func prose() {
    let text = Array("Content-Type: text/plain\r\n\r\n\(Self.report())".utf8)
    #expect(ReportReading.reports(in: Message(text)).isEmpty)
    #expect(ReportReading.reports(in: Self.message(Array("<html></html>".utf8))).isEmpty)
    #expect(ReportReading.reports(in: Self.message([])).isEmpty)
  }

  @Test("A bomb is not unpacked, entities are not followed, a broken file is left alone")
  func bombs() {
    var zip = ZipFile()
    zip.addZeros("report.xml", count: 400 << 20)
    #expect(ReportReading.reports(in: Self.message(zip.bytes)).isEmpty)
    #expect(ReportReading.reports(in: Self.message(PackedZeros.gzip(400 << 20))).isEmpty)
    let entities = #"<!DOCTYPE f [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><feedback>&b;</feedback>"#
    #expect(ReportReading.reports(in: Self.message(Array(entities.utf8))).isEmpty)
    let packed = Self.zip("report.xml", Self.report())
    for count in stride(from: 0, to: packed.count, by: 7) {
      _ = ReportReading.reports(in: Self.message(Array(packed[..<count])))
    }
    let nested = Self.zip("report.zip", "PK")
    #expect(ReportReading.reports(in: Self.message(nested)).isEmpty)
  }

  @Test("Of thousands of records as many are kept as findings have room for, and the others counted")
  func records() throws {
    let many = ReportReading.recordLimit + 7
    let finding = try #require(ReportReading.reports(in: Self.message(Array(Self.report(records: many).utf8))).first)
    #expect(finding.report.records.count == ReportReading.recordLimit)
    #expect(finding.omittedRecords == 7)
  }

  @Test("No text is longer than a word, none moves a cursor, no sum overflows, and the findings stay within a frame")
  func texts() throws {
    let long = String(repeating: "\u{1B}[2Jé", count: 60)
    let xml = Self.report(records: 2000, text: long, count: "9223372036854775807")
    let finding = try #require(ReportReading.reports(in: Self.message(Self.zip("report.xml", xml))).first)
    let record = try #require(finding.report.records.first)
    #expect(record.headerFrom.utf8.count <= ReportReading.wordLimit && record.headerFrom.utf8.count > 200)
    #expect(!record.headerFrom.utf8.contains(0x1B))
    #expect(record.count == ReportReading.countLimit)
    #expect(finding.omittedRecords > 0)
    #expect(try JSONEncoder().encode(finding).count < 4 << 20)
  }

  @Test("Real reports are read, every one")
  func corpus() throws {
    guard let tool = SharedFolder.path("tools/unpack-corpora") else { return }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reports-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let unpacking = try Process.run(URL(fileURLWithPath: tool), arguments: [folder.path, "bounces_autoreplies"])
    unpacking.waitUntilExit()
    try #require(unpacking.terminationStatus == 0)
    let mails = folder.appendingPathComponent("bounces_autoreplies")
    let index = try String(contentsOf: mails.appendingPathComponent("index"), encoding: .utf8)
    let names = index.split(separator: "\n").filter { $0.hasPrefix("dmarc ") }.map { $0.dropFirst("dmarc ".count) }
    try #require(!names.isEmpty)
    for name in names {
      let content = [UInt8](try Data(contentsOf: mails.appendingPathComponent(String(name))))
      let reports = ReportReading.reports(in: Message(content))
      #expect(reports.count == 1, "\(name)")
      #expect(reports.first.map { !$0.report.records.isEmpty && $0.omittedRecords == 0 } == true, "\(name)")
    }
  }
}
