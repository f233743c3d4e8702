import FilterPolicy
import Foundation
import MailTypes
import Testing

@Suite("Bulk complaint level")
struct BulkComplaintLevelTests {
  private func decision(
    bulk: Double = 0.9, spam: Double = 0, _ findings: BulkFindings? = nil, isProven: Bool = false,
    history: BulkHistory? = nil, _ change: (inout AntiSpamPolicy) -> Void = { _ in }
  ) throws -> Decision {
    var policies = OrganizationPolicies()
    change(&policies.antiSpam.fallback)
    var given = Findings(
      authentication: AuthenticationFacts(
        isChecked: true, dmarc: DMARCFacts(result: isProven ? "pass" : "none", domain: "contoso.com")),
      probabilities: .init(spam: spam, bulk: bulk), signals: [],
      entities: Entities(sender: "news@contoso.com", from: "news@contoso.com", clientAddress: .v4(0xC000_0201)), engine: "test")
    given.bulk = findings
    return evaluate(
      given, context: EvaluationContext(traceID: TraceID(), direction: .inbound, bulkHistory: history),
      snapshot: PolicySnapshot(organization: "example", hostname: "mx.example.org", policies: policies),
      recipient: try #require(EmailAddress("user@example.org")), now: UTCTime(microseconds: 0))
  }

  @Test("A level is the sum of what is said beside it, within 1 and 9; what is not bulk has 0")
  func parts() throws {
    let none = BulkFindings(unsubscribe: .none)
    let best = BulkFindings(unsubscribe: .provenOneClick, service: "SendGrid")
    for (level, decision) in [
      (0, try decision(bulk: 0.49, none)),
      (2, try decision(best, isProven: true, history: .init(messages: 5, complaints: 0, welcomes: 0))),
      (1, try decision(best, isProven: true, history: .init(messages: 500, complaints: 0, welcomes: 0))),
      (9, try decision(spam: 0.49, none, history: .init(messages: 10, complaints: 3, welcomes: 0))),
    ] {
      let because = decision.because.first { $0.hasPrefix("bulk complaint level") }
      if level == 0 {
        #expect(because == nil)
        #expect(decision.bcl == 0)
        continue
      }
      let sum = because.map { $0.matches(of: #/\(([+-]\d+)\)/#).compactMap { Int($0.1) }.reduce(0, +) } ?? 0
      #expect(min(max(sum, 1), 9) == decision.bcl, "\(because ?? "")")
      #expect(abs(decision.bcl - level) <= 1, "\(because ?? "")")
    }
  }

  @Test("People here count: complaints raise by their rate, trust lowers")
  func history() throws {
    func level(_ messages: Int, _ complaints: Int, _ welcomes: Int) throws -> Int {
      try decision(
        BulkFindings(unsubscribe: .page), history: .init(messages: messages, complaints: complaints, welcomes: welcomes)
      ).bcl
    }
    let unknown = try level(0, 0, 0)
    #expect(try level(100, 0, 0) == unknown - 1)
    #expect(try level(10, 0, 1) == unknown - 1)
    #expect(try level(10_000, 5, 0) == unknown)
    #expect(try level(10_000, 10, 0) == unknown + 1)
    #expect(try level(1000, 3, 0) == unknown + 2)
    #expect(try level(1000, 10, 0) == unknown + 3)
    #expect(try level(20, 1, 0) == unknown + 4)
    #expect(try level(20, 2, 2) == unknown)
  }

  @Test("The threshold is met by a level of its own; switched off, the level is only stamped")
  func threshold() throws {
    let none = BulkFindings(unsubscribe: .none)
    let level = try decision(none).bcl
    #expect(try decision(none) { $0.bulkThreshold = level }.verdict == .bulk)
    #expect(try decision(none) { $0.bulkThreshold = level + 1 }.verdict == .notSpam)
    let off = try decision(none) {
      $0.bulkThreshold = 1
      $0.markAsSpamBulkMail = .off
    }
    #expect((off.verdict, off.action) == (.notSpam, .deliver))
    #expect(off.headers.contains("X-Microsoft-Antispam: BCL:\(level);"))
  }

  @Test("A trace of before bulk findings and history were kept is judged all the same")
  func older() throws {
    let context = #"{"traceID": "a8eefc18-bf7a-4a4c-8d48-08dadc49f664", "direction": "INB"}"#
    #expect(try JSONDecoder().decode(EvaluationContext.self, from: Data(context.utf8)).bulkHistory == nil)
    #expect(try decision().bcl > 0)
  }
}
