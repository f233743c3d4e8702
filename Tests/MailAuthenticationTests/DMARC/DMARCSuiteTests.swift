import DNSResolution
import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("Conformance of DMARC")
struct DMARCSuiteTests {
  @Test("Discovery, alignment, policies and questions are those the suite has for RFC 9989 and RFC 7489")
  func mailauth() async throws {
    guard let new = try DMARCCase.load("rfc9989-cases"), let old = try DMARCCase.load("rfc7489-era-verify-cases") else {
      return
    }
    var report = try ConformanceReport(
      suite: "dmarcbis-mailauth",
      subject: """
        Result, policy, organizational and record domain, aligned identifiers, and the questions asked: 76 cases for RFC 9989 \
        (`bis`), 34 for RFC 7489 (`mv`).
        """)
    for (test, discovery) in new.map({ ($0, DMARCDiscovery.treeWalk) }) + old.map({ ($0, .publicSuffixList) }) {
      let resolver = try ZoneResolver(text: test.zoneObject(), source: test.id)
      let result = await DMARCEvaluator(resolver: FailingResolver(resolver, test.failures), discovery: discovery)
        .evaluate(test.request)
      let differences = test.differences(from: result)
      report.record(test.id, agrees: differences.isEmpty)
      #expect(differences == [], "\(test.id)")
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  @Test("Registered domains are those of the public suffix list's own tests")
  func publicSuffixList() throws {
    struct Case: Decodable {
      let input: String?
      let registrable: String?
    }
    guard let data = try SharedFolder.data("suites/psl/test_psl.json") else { return }
    var report = try ConformanceReport(
      suite: "psl", subject: "The domain that was registered, for each name the public suffix list is tested with.")
    for (number, test) in try JSONDecoder().decode([Case].self, from: data).enumerated() {
      let found = test.input.flatMap { DomainName($0) }.flatMap { RegisteredDomain.of($0) }
      report.record("\(number) \(test.input ?? "null")", agrees: found == test.registrable.flatMap { DomainName($0) })
    }
    let problems = try report.problems()
    #expect(problems == [])
  }
}

/// A zone some of whose questions are not answered.
private struct FailingResolver: DNSResolver {
  private let zone: ZoneResolver
  private let failures: [[String]]

  /// Each failure is a name and a type, `*` for any.
  init(_ zone: ZoneResolver, _ failures: [[String]]) {
    self.zone = zone
    self.failures = failures
  }

  func resolve(_ question: DNSQuestion) async -> DNSAnswer {
    let isFailing = failures.contains { failure in
      ["*", question.name].contains(failure[0]) && ["*", "\(question.type)".uppercased()].contains(failure[1])
    }
    return isFailing ? .failure("the case says so") : await zone.resolve(question)
  }
}
