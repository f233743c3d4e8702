import DNSResolution
import Foundation
import InternetMessage
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("DMARC")
struct DMARCCaseTests {
  /// Keys as `martlet check dmarc --batch` has them; identifiers as `result:domain`. A key that is missing is not compared.
  private struct Case: Decodable {
    struct Check: Decodable {
      let headerFrom: String
      let spf: String?
      let dkim: [String]?
      let result: DMARCResult.Verdict
      let policy: DMARCPolicy?
      let appliedPolicy: DMARCPolicy?
      let organizationalDomain: String?
      let recordDomain: String?
      let domain: String?
      let queries: [String]?
    }

    let zone: ZoneResolver
    let discovery: DMARCDiscovery?
    let checks: [Check]
  }

  @Test("Each case gives the result, the policy and the questions it names")
  func cases() async throws {
    for file in try CaseFolder("dmarc").files(endingIn: ".json") {
      let json = try JSONDecoder().decode(Case.self, from: try Data(contentsOf: file))
      for check in json.checks {
        let request = DMARCRequest(
          authorDomains: DMARCRequest.authorDomains(inField: Array(check.headerFrom.utf8)), spf: check.spf.map(identifier),
          dkim: (check.dkim ?? []).map(identifier))
        let evaluator = DMARCEvaluator(resolver: json.zone, discovery: json.discovery ?? .treeWalk)
        compare(await evaluator.evaluate(request), check, "\(file.lastPathComponent) \(check.headerFrom)")
      }
    }
  }

  private func compare(_ result: DMARCResult, _ check: Case.Check, _ name: String) {
    #expect(result.verdict == check.result, "\(name)")
    if let policy = check.policy { #expect(result.policy == policy, "\(name)") }
    if let policy = check.appliedPolicy { #expect(result.appliedPolicy == policy, "\(name)") }
    if check.result == .none { #expect(result.appliedPolicy == nil, "\(name)") }
    if let domain = check.organizationalDomain { #expect(result.organizationalDomain == domain, "\(name)") }
    if let domain = check.recordDomain { #expect(result.recordDomain == domain, "\(name)") }
    if let domain = check.domain { #expect(result.authorDomain == domain, "\(name)") }
    if let queries = check.queries { #expect(result.queries.map(\.name) == queries, "\(name)") }
  }

  private func identifier(_ text: String) -> DMARCRequest.Identifier {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    return DMARCRequest.Identifier(domain: parts[1], result: parts[0])
  }

  @Test("Authors are those of all From fields")
  func severalFields() {
    let header = HeaderBlock(
      Array("From: a@one.example\r\nX: y\r\nFROM: Bücher <b@bücher.example>,\r\n c@one.example\r\n\r\n".utf8))
    #expect(DMARCRequest.authorDomains(of: header) == ["one.example", "xn--bcher-kva.example"])
  }

  @Test("However many signatures a message has, and however deep their domains, few questions are asked")
  func boundedQuestions() async throws {
    let zone = #"{"_dmarc.example.org": {"TXT": ["v=DMARC1; p=reject"]}}"#
    let domains = (0..<200).map { "\($0).a.b.c.d.e.f.g.h.example.org" }
    let request = DMARCRequest(
      authorDomains: ["x.a.b.c.d.e.f.g.h.i.j.k.example.org"], spf: nil,
      dkim: domains.map { DMARCRequest.Identifier(domain: $0, verdict: .pass) })
    let result = await DMARCEvaluator(resolver: try ZoneResolver(text: Array(zone.utf8), source: "deep")).evaluate(request)
    #expect(result.verdict == .pass)
    #expect(result.queries.count <= DMARCLimits.treeWalkQueries * (1 + DMARCLimits.alignmentWalks))
  }

  @Test("A record of 64 KB is no record")
  func largeRecord() {
    #expect(DMARCRecord(Array("v=DMARC1; p=reject; x=\(String(repeating: "y", count: 65_536))".utf8)) == nil)
  }
}
