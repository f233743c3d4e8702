import DNSResolution
import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

/// Each case is a zone and the findings that `martlet domain check` has to come to, by id and severity.
@Suite struct DomainCheckTests {
  private struct Case: Decodable {
    let domain: String
    let selectors: [String]?
    let zone: ZoneResolver
    /// The policy file, where one can be fetched.
    let policy: String?
    /// `severity id`, in order.
    let findings: [String]
    let publish: [String]?
  }

  @Test func everyCaseIsFoundAndNothingElse() async throws {
    for file in try CaseFolder("domain-check").files(endingIn: ".json") {
      let name = file.lastPathComponent
      let test = try JSONDecoder().decode(Case.self, from: Data(contentsOf: file))
      let report = try await report(of: test)
      #expect(report.findings.map { "\($0.severity.rawValue) \($0.id)" } == test.findings, "\(name)")
      if let publish = test.publish { #expect(report.publish.map(\.description) == publish, "\(name)") }
      for finding in report.findings where finding.severity != .good {
        #expect(finding.remedy != nil, "\(name): \(finding.id) says nothing to do")
      }
    }
  }

  private func report(of test: Case) async throws -> DomainReport {
    let domain = try #require(DomainName(test.domain))
    let policy = test.policy.map { MTASTSFetch.fetched(Array($0.utf8)) }
    var fetchPolicy: DomainChecker.PolicyFetcher?
    if let policy { fetchPolicy = { _ in policy } }
    let checker = DomainChecker(resolver: test.zone, fetchPolicy: fetchPolicy)
    return await checker.check(domain, selectors: test.selectors ?? [])
  }

  /// Includes that multiply: 10 records that each include all ten.
  @Test func recordsThatIncludeEachOtherEndTheCheck() async throws {
    let includes = (0..<10).map { "include:s\($0).example.org" }.joined(separator: " ")
    let names = ["example.org"] + (0..<10).map { "s\($0).example.org" }
    let zone = names.map { "\"\($0)\": {\"TXT\": [\"v=spf1 \(includes) -all\"]}" }.joined(separator: ",")
    let resolver = try ZoneResolver(text: Array("{\(zone)}".utf8), source: "zone")
    let report = await DomainChecker(resolver: resolver).check(try #require(DomainName("example.org")), selectors: [])
    #expect(report.findings.contains { $0.id == "spf.loop" } && report.findings.contains { $0.id == "spf.tooManyLookups" })
  }

  @Test(arguments: [
    ("version: STSv1\nmode: enforce\nmx: mx.example.org\nmx: *.example.net\nmax_age: 86400\n", "mx.example.org", true),
    ("version: STSv1\r\nmode: enforce\r\nmx: *.example.net\r\nmax_age: 86400\r\n", "a.example.net", true),
    ("version: STSv1\nmode: enforce\nmx: *.example.net\nmax_age: 86400", "a.b.example.net", false),
    ("version: STSv1\nmode: enforce\nmx: *.example.net\nmax_age: 86400", "example.net", false),
    ("version: STSv1\nmode: enforce\nmx: mx.example.org\nmax_age: 86400\nfuture: x", "MX.example.org", true),
  ])
  func policiesNameExchanges(text: String, host: String, isAllowed: Bool) throws {
    #expect(try MTASTSPolicy(Array(text.utf8)).allows(host) == isAllowed)
  }

  @Test(arguments: [
    "", "mode: enforce\nmx: a.example\nmax_age: 1", "version: STSv1\nmode: maybe\nmx: a.example\nmax_age: 1",
    "version: STSv1\nmode: enforce\nmax_age: 1", "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 99999999",
    "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: -1",
  ])
  func brokenPoliciesAreRefused(text: String) {
    #expect(throws: MTASTSPolicy.Failure.self) { try MTASTSPolicy(Array(text.utf8)) }
  }
}
