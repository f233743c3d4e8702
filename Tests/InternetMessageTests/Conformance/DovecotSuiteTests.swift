import Foundation
import MailTypes
import MartletTestKit
import Testing

@testable import InternetMessage

@Suite("Conformance with an IMAP server")
struct DovecotSuiteTests {
  @Test("Addresses, encoded-words, parameters, dates and message ids are read as Dovecot reads them")
  func dovecot() throws {
    guard SharedFolder.path("suites/mail-dovecot") != nil else { return }
    var report = try ConformanceReport(
      suite: "mail-dovecot",
      subject:
        "Header fields as Dovecot's own tests have them. The files about SMTP syntax and about HTML belong to other tests.",
      reasons: try SuiteFiles.reasons("mail-dovecot"))
    try addresses(&report)
    try dates(&report)
    try identifiers(&report)
    try words(&report)
    try parameters(&report)
    let problems = try report.problems()
    #expect(problems == [])
  }

  private func rows(_ name: String) throws -> [[String: Any]] {
    try #require(try SuiteFiles.json("mail-dovecot/\(name).json") as? [[String: Any]])
  }

  private func input(_ row: [String: Any]) -> [UInt8] { Array((row["input"] as? String ?? "").utf8) }

  private func note(_ report: inout ConformanceReport, _ name: String, _ found: String, _ wanted: String) {
    if found != wanted { print("mail-dovecot \(name): \(found) against \(wanted)") }
    report.record(name, agrees: found == wanted)
  }

  private func addresses(_ report: inout ConformanceReport) throws {
    for (number, row) in try rows("address-parse").enumerated() {
      let address = try #require(row["address"] as? [String: Any])
      let (mailbox, domain) = (address["mailbox"] as? String ?? "", address["domain"] as? String ?? "")
      let name = address["name"] as? String ?? ""
      let found = HeaderAddress.list(input(row)).first
      let unquoted = (found?.address ?? "").filter { $0 != "\"" && $0 != "\\" }
      let wanted = (mailbox + (domain.isEmpty ? "" : "@" + domain)).filter { $0 != "\"" && $0 != "\\" }
      note(&report, "address \(number)", "\(found?.name ?? "")|\(unquoted)", "\(name)|\(wanted)")
    }
  }

  private func dates(_ report: inout ConformanceReport) throws {
    for (number, row) in try rows("date-parse").enumerated() {
      let found = MailDate.time(input(row)).map { "\($0.microseconds / 1_000_000)" }
      let wanted = row["valid"] as? Bool == true ? "\(row["unix_time"] as? Int ?? 0)" : "none"
      note(&report, "date \(number)", found ?? "none", wanted)
    }
  }

  private func identifiers(_ report: inout ConformanceReport) throws {
    for (number, row) in try rows("message-id").enumerated() {
      let found = MessageID.list(input(row))
      note(&report, "message-id \(number)", "\(found)", "\(row["ids"] as? [String] ?? [])")
    }
  }

  private func words(_ report: inout ConformanceReport) throws {
    for (number, row) in try rows("rfc2047-decode").enumerated() {
      let found = HeaderText.decodedWords(input(row)[...])
      let wanted = try #require(row["utf8"] as? String)
      note(
        &report, "rfc2047 \(number)", String(decoding: found, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines),
        wanted.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  private func parameters(_ report: inout ConformanceReport) throws {
    for row in try rows("rfc2231") {
      let found = ContentField(Array("x\(row["params"] ?? "")".utf8)[...]).parameters
      let output = try #require(row["output"] as? [String])
      for index in stride(from: 0, to: output.count - 1, by: 2) {
        let name = "\(row["name"] ?? "") \(output[index])"
        note(&report, name, found[output[index]] ?? "none", output[index + 1])
      }
    }
  }
}
