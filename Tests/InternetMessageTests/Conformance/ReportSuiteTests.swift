import Foundation
import InternetMessage
import MailTypes
import MartletTestKit
import Testing

@Suite("Conformance of reports")
struct ReportSuiteTests {
  @Test("Feedback reports say what another reader finds in them, and other reports carry their data")
  func stalwart() throws {
    guard let names = SuiteFiles.names(in: "reports-stalwart", where: { $0.hasSuffix(".eml") }) else { return }
    var report = try ConformanceReport(
      suite: "reports-stalwart",
      subject:
        "Every field of the feedback reports (ARF); and that DMARC and TLS reports in messages have their data as a part.",
      reasons: try SuiteFiles.reasons("reports-stalwart"))
    for name in names {
      let message = Message(try SuiteFiles.bytes("reports-stalwart/\(name)") ?? [])
      if name.hasPrefix("arf/") {
        let wanted = try #require(try SuiteFiles.json("reports-stalwart/\(name.dropLast(4)).json") as? [String: Any])
        for (field, agrees) in compared(FeedbackReport(message), wanted) { report.record("\(name) \(field)", agrees: agrees) }
      } else {
        let data = message.leaves.filter { $0.isAttachment && !message.decodedBody($0, limit: 1).isEmpty }
        report.record(String(name), agrees: data.contains { isArchive(message.decodedBody($0, limit: 4)) })
      }
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  /// gzip, ZIP, XML or JSON.
  private func isArchive(_ start: [UInt8]) -> Bool {
    [[0x1F, 0x8B], Array("PK".utf8), Array("<?".utf8), Array("{".utf8)].contains { start.starts(with: $0) }
  }

  private func compared(_ report: FeedbackReport?, _ wanted: [String: Any]) -> [(String, Bool)] {
    func text(_ key: String) -> String? { (wanted[key] as? String).map(unfolded) }
    func list(_ key: String) -> [String] { (wanted[key] as? [String] ?? []).map(unfolded) }
    func enumeration(_ text: String?) -> String { (text ?? "unspecified").lowercased().filter { $0 != "-" } }
    return [
      ("feedback_type", enumeration(report?.type) == enumeration(text("feedback_type"))),
      ("user_agent", report?.userAgent == text("user_agent")),
      ("version", report?.version == wanted["version"] as? Int),
      ("incidents", report?.incidents == wanted["incidents"] as? Int),
      ("original_envelope_id", report?.originalEnvelopeID == text("original_envelope_id")),
      ("original_mail_from", report?.originalMailFrom == text("original_mail_from")),
      ("original_rcpt_to", report?.originalRecipients.first == text("original_rcpt_to")),
      ("arrival_date", report?.arrival.map { Int($0.microseconds / 1_000_000) } == wanted["arrival_date"] as? Int),
      ("reporting_mta", report?.reportingMTA == text("reporting_mta")),
      ("source_ip", report?.sourceIP.map { "\($0)" } == text("source_ip")),
      ("authentication_results", report?.authenticationResults.map(unfolded) == list("authentication_results")),
      ("reported_domain", report?.reportedDomains == list("reported_domain")),
      ("reported_uri", report?.reportedURIs == list("reported_uri")),
      ("auth_failure", enumeration(report?.authFailure) == enumeration(text("auth_failure"))),
      ("delivery_result", enumeration(report?.deliveryResult) == enumeration(text("delivery_result"))),
      ("dkim_domain", report?.dkimDomain == text("dkim_domain")),
      ("dkim_identity", report?.dkimIdentity == text("dkim_identity")),
      ("dkim_selector", report?.dkimSelector == text("dkim_selector")),
    ]
  }

  /// White space of folds does not count.
  private func unfolded(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
