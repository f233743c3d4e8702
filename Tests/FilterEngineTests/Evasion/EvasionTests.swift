import ContentAnalysis
import FilterEngine
import FilterPolicy
import Foundation
import InternetMessage
import MartletTestKit
import Testing

@Suite("Evasion")
struct EvasionTests {
  /// `NNN-name.eml` is the message; `NNN-name.expected` says a line at a time what must be seen in it.
  @Test("What is hidden, dressed up or taken apart is seen all the same")
  func cases() async throws {
    let files = try CaseFolder("evasion", besideFile: EvasionTests.folder).files(endingIn: ".eml")
    #expect(files.count >= 80)
    for file in files {
      let message = Array(try Data(contentsOf: file))
      let expected = try String(contentsOf: file.deletingPathExtension().appendingPathExtension("expected"), encoding: .utf8)
      let evasion = EvasionCase(expected)
      #expect(!evasion.expectations.isEmpty, "\(file.lastPathComponent) expects nothing")
      let facts = ContentAnalyzer.analyze(Message(message))
      let findings = await MessageScanner(resolver: nil).scan(ScanFixture.subject(), content: message)
      let failures = evasion.failures(in: facts, signals: findings.signals)
      #expect(failures.isEmpty, "\(file.lastPathComponent): \(failures.joined(separator: "; "))")
    }
  }

  /// The `Cases` folder stands beside the folder of this file.
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
}
