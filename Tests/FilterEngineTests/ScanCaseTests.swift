import FilterEngine
import FilterPolicy
import Foundation
import MailTypes
import MartletTestKit
import Testing

@Suite("Scan cases")
struct ScanCaseTests {
  /// `NN-name.expected`: the verdict, then a line a signal: `weight id` and its detail.
  @Test("Messages give the signals and the verdict that a reader expects")
  func cases() async throws {
    for file in try CaseFolder("messages").files(endingIn: ".eml") {
      let message = Array(try Data(contentsOf: file))
      let expected = try String(contentsOf: file.deletingPathExtension().appendingPathExtension("expected"), encoding: .utf8)
      let findings = await MessageScanner(resolver: nil).scan(ScanFixture.subject(), content: message)
      let description = try described(findings)
      #expect(description == expected, "\(file.lastPathComponent) is described as:\n\(description)")
    }
  }

  private func described(_ findings: Findings) throws -> String {
    let decision = ScanFixture.decision(findings, recipient: try #require(EmailAddress("user@example.org")))
    let signals = findings.signals.map { "\($0.weight) \($0.id)" + ($0.detail.map { " \($0)" } ?? "") }
    return (["\(decision.verdict.rawValue)"] + signals).map { $0 + "\n" }.joined()
  }
}
