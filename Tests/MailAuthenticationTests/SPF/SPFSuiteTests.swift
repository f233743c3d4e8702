import DNSResolution
import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("Conformance of SPF")
struct SPFSuiteTests {
  @Test("check_host() says what the suites of the SPF project accept")
  func openspf() async throws {
    var report = try ConformanceReport(
      suite: "spf-openspf",
      subject: """
        Verdict and explanation of every case for RFC 7208, and of every case for RFC 4408 where that allows what RFC 7208 \
        asks for.
        """,
      reasons: reasons("spf-openspf"))
    for file in ["rfc7208", "rfc4408"] {
      guard let scenarios = try scenarios("spf-openspf/\(file)-flat.json") else { return }
      for scenario in scenarios {
        for test in scenario.tests {
          let (result, _) = try await outcome(of: test, in: scenario)
          report.record("\(file) \(scenario.scenario)/\(test.name)", agrees: agrees(result, with: test))
        }
      }
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  @Test("Cases that another implementation once got wrong, and its header fields")
  func pyspf() async throws {
    guard let scenarios = try scenarios("spf-pyspf/pyspf-flat.json") else { return }
    var report = try ConformanceReport(
      suite: "spf-pyspf", subject: "Verdicts, and verdict, keys and values of Received-SPF but for the problem's wording.",
      reasons: reasons("spf-pyspf"))
    for scenario in scenarios {
      for test in scenario.tests {
        let (result, field) = try await outcome(of: test, in: scenario)
        let agreesOnField = test.expectedHeader.map { parsed($0) == parsed(field.value) } ?? true
        report.record(test.name, agrees: agrees(result, with: test) && agreesOnField)
      }
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  private func outcome(
    of test: Scenario.Test, in scenario: Scenario
  ) async throws -> (SPFResult, ReceivedSPFField) {
    let resolver = try ZoneResolver(text: scenario.zoneObject(), source: scenario.scenario)
    let request = SPFRequest(
      client: try #require(IPAddress(test.clientIP)), helo: test.helo, mailFrom: test.mailFrom, receiver: test.receiver,
      now: UTCTime(microseconds: 0))
    let result = await SPFEvaluator(resolver: resolver).evaluate(request)
    return (result, ReceivedSPFField(result, of: request))
  }

  /// The suites write `DEFAULT` where the domain gives no explanation of its own.
  private func agrees(_ result: SPFResult, with test: Scenario.Test) -> Bool {
    test.accept.contains(result.verdict.rawValue)
      && (test.explanation == nil || result.verdict != .fail || (result.explanation ?? "DEFAULT") == test.explanation)
  }

  /// Verdict without case, and the pairs.
  private func parsed(_ value: String) -> [String] {
    let verdict = value.prefix { $0 != " " }.lowercased()
    let pairs = value[(value.range(of: ") ", options: .backwards)?.upperBound ?? value.startIndex)...]
      .components(separatedBy: "; ").filter { !$0.hasPrefix("problem=") }
    return [verdict] + pairs.sorted()
  }

  private func scenarios(_ path: String) throws -> [Scenario]? {
    try SharedFolder.data("suites/" + path).map { try JSONDecoder().decode([Scenario].self, from: $0) }
  }

  private func reasons(_ suite: String, file: String = #filePath) -> URL? {
    let tests = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
    let path = tests.appendingPathComponent("Cases/conformance/\(suite).reasons")
    return FileManager.default.fileExists(atPath: path.path) ? path : nil
  }
}
