import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("DKIM cases")
struct DKIMCaseTests {
  /// `NN-name.eml` with bare LF, `.keys` with a name and a text record a line, `.expected` with a line a signature.
  static let cases = CaseFolder("dkim", besideFile: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path)

  @Test("Messages verify as their case says")
  func cases() async throws {
    for file in try Self.cases.files(endingIn: ".eml") {
      let message = SignedMessage([UInt8](try Data(contentsOf: file)))
      let base = file.deletingPathExtension()
      let zone = KeyZone(texts: try keys(base.appendingPathExtension("keys")))
      let verifier = DKIMVerifier(resolver: zone, now: SignatureSuite.time(1_600_000_000))
      let lines = await verifier.verify(message).map(Self.line)
      let expected = try String(contentsOf: base.appendingPathExtension("expected"), encoding: .utf8)
      #expect(lines == expected.split(separator: "\n").map(String.init), "\(file.lastPathComponent)")
    }
  }

  private func keys(_ file: URL) throws -> [String: String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
      .reduce(into: [:]) { keys, line in
        let parts = line.split(separator: " ", maxSplits: 1)
        keys[String(parts[0])] = String(parts[1])
      }
  }

  private static func line(_ result: DKIMResult) -> String {
    let fields = [("d", result.domain), ("s", result.selector), ("i", result.identity), ("a", result.algorithm)]
    let words = [result.verdict.rawValue] + fields.map { "\($0)=\($1 ?? "-")" }
    return words.joined(separator: " ") + (result.reason.map { ": \($0)" } ?? "")
  }
}
