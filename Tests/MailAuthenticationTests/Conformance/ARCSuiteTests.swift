import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("Conformance of ARC")
struct ARCSuiteTests {
  @Test("Chains of ValiMail's suite")
  func validation() async throws {
    guard let cases = try SignatureSuite.cases("arc-valimail/validation-flat.json") else { return }
    var report = try ConformanceReport(
      suite: "arc-valimail",
      subject: "Chains that pass, fail or are none. Where the suite has no answer (a seal that says `cv=fail`), the answer is "
        + "`fail`, as RFC 8617 §5.2 step 2 has it.",
      reasons: SignatureSuite.reasons("arc-valimail"))
    for item in cases {
      let zone = KeyZone(texts: item["txt_records"] as? [String: String] ?? [:])
      let message = SignatureSuite.message(base64: item["message_b64"])
      let result = await ARCValidator(resolver: zone, now: SignatureSuite.time(1_500_000_000)).validate(message)
      let expected = (item["cv"] as? String).flatMap { $0.isEmpty ? nil : $0 } ?? "fail"
      report.record(item["name"] as? String ?? "", agrees: result.verdict.rawValue == expected.lowercased())
    }
    let problems = try report.problems()
    #expect(problems == [])
  }
}
