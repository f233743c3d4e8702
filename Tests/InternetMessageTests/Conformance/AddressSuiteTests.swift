import Foundation
import InternetMessage
import MailTypes
import MartletTestKit
import Testing

@Suite("Conformance of addresses")
struct AddressSuiteTests {
  @Test("Addresses are valid where is_email says that RFC 5321 allows them")
  func isEmail() throws {
    var report = try ConformanceReport(
      suite: "addr-isemail",
      subject: "Addresses for SMTP (RFC 5321): valid, or valid but for what DNS would say; all others are refused.",
      reasons: try SuiteFiles.reasons("addr-isemail"))
    for file in ["tests", "tests-original"] {
      guard let rows = try SuiteFiles.json("addr-isemail/\(file).json") as? [[String: Any]] else { return }
      for row in rows {
        let category = try #require(row["category"] as? String)
        let isValid = ["ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN", "ISEMAIL_RFC5321"].contains(category)
        let address = row["address"] as? String ?? ""
        report.record("\(file) \(row["id"] ?? "") \(row["diagnosis"] ?? "")", agrees: (EmailAddress(address) != nil) == isValid)
      }
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  @Test("Addresses are valid where flanker says so")
  func flanker() throws {
    var report = try ConformanceReport(
      suite: "mime-flanker-addresses", subject: "Addresses for SMTP that are valid, and such that are not.",
      reasons: try SuiteFiles.reasons("mime-flanker-addresses"))
    for (file, isValid) in [("mailbox_valid", true), ("mailbox_invalid", false)] {
      guard let bytes = try SuiteFiles.bytes("mime-flanker/\(file).txt") else { return }
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
      for (number, line) in lines.enumerated() {
        // Valid ones may be written as in a header, with a name.
        let found = isValid ? HeaderAddress.list(Array(line.utf8)).first?.mailbox : EmailAddress(line)
        report.record("\(file) \(number)", agrees: (found != nil) == isValid)
      }
    }
    let problems = try report.problems()
    #expect(problems == [])
  }
}
