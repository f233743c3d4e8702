import FilterPolicy
import Foundation
import MailTypes
import Testing

@Suite("Evaluation")
struct EvaluateTests {
  private func findings(_ weights: [Double], unscannable: String? = nil, helo: String = "mail.example.net") -> Findings {
    let signals = weights.enumerated().map { Signal(id: "test.\($0)", weight: $1, sentence: "Signal \($0)", detail: "detail") }
    return Findings(
      authentication: AuthenticationFacts(iprev: ReverseLookup(result: .pass, name: "mail.example.net")),
      probabilities: Findings.Probabilities(spam: SpamScale.probability(ofScore: Findings.sum(of: signals))), signals: signals,
      entities: Entities(sender: "a@example.net", clientAddress: .v4(0xC000_0201), helo: helo), engine: "test",
      unscannable: unscannable)
  }

  private func decision(
    _ findings: Findings, _ direction: MailDirection = .inbound, asking demand: Counterfactual.Demand = .undelivered,
    _ change: (inout PolicySnapshot) -> Void = { _ in }
  ) throws -> Decision {
    var snapshot = PolicySnapshot(organization: "example", hostname: "mx.example.org")
    change(&snapshot)
    return evaluate(
      findings,
      context: EvaluationContext(traceID: try #require(TraceID("a8eefc18-bf7a-4a4c-8d48-08dadc49f664")), direction: direction),
      snapshot: snapshot,
      recipient: try #require(EmailAddress("user@example.org")), now: UTCTime(microseconds: 0), counterfactuals: demand)
  }

  @Test(
    "The verdict follows the probability, and level, category and action follow the verdict",
    arguments: [
      ([1.2], Verdict.notSpam, 1, ThreatCategory.none, FilterAction.deliver),
      ([2.5, 2.4], .notSpam, 1, .none, .deliver),
      ([2.5, 2.5], .spam, 5, .spam, .moveToJunk),
      ([4, 4.8], .spam, 5, .spam, .moveToJunk),
      ([4, 5], .highConfidenceSpam, 9, .highConfidenceSpam, .moveToJunk),
      ([1000], .highConfidenceSpam, 9, .highConfidenceSpam, .moveToJunk),
    ])
  func verdicts(weights: [Double], verdict: Verdict, scl: Int, category: ThreatCategory, action: FilterAction) throws {
    let decision = try decision(findings(weights))
    #expect((decision.verdict, decision.scl, decision.category, decision.action) == (verdict, scl, category, action))
    #expect(decision.quarantineExpires == nil)
  }

  @Test(
    "The explanation adds up to the score, to the last digit",
    arguments: [[0.1, 0.2, 0.3], [2.2, -0.5, 1.8, 0.7, 1.2, 0.6], [1000, -0.8], []])
  func addsUp(weights: [Double]) throws {
    let findings = findings(weights)
    let because = try decision(findings).because
    let shown = because.filter { $0.first == "+" || $0.first == "-" }.map { $0.prefix { $0 != " " }.drop { $0 == "+" } }
    #expect(shown.compactMap { Double($0) } == weights)
    // As a reader adds: in decimals.
    let sum = shown.compactMap { Decimal(string: String($0)) }.reduce(0, +)
    #expect(sum == Decimal(string: "\(findings.spamScore)"))
    #expect(because.contains("spam score \(findings.spamScore)"))
  }

  @Test(
    "What would change the outcome is said in the terms of the policy and of the message",
    arguments: [
      (
        [3, 3.5],
        "with spamThreshold 6.51 (now 5.0) in policy Default, or without test.0 (+3.0) it would be delivered as not spam"
      ),
      (
        [4, 5],
        "with highConfidenceSpamThreshold 9.01 (now 9.0) and spamThreshold 9.01 (now 5.0) in policy Default, or without test.1 (+5.0) it would be delivered as not spam"
      ),
      (
        [1.2],
        "with a spam score 3.8 higher, or with spamThreshold 1.2 (now 5.0) in policy Default it would be moved to junk as spam"
      ),
    ])
  func wouldChangeIf(weights: [Double], sentence: String) throws {
    let found = try decision(findings(weights), asking: .all).wouldChangeIf
    #expect(found == sentence)
  }

  @Test("For mail that is simply delivered, what would change that is looked for on demand only")
  func demand() throws {
    #expect(try decision(findings([1.2])).counterfactual == nil)
    #expect(try decision(findings([9])).counterfactual != nil)
    #expect(try decision(findings([9]), asking: .none).counterfactual == nil)
  }

  @Test("One sentence says what was done and why")
  func summary() throws {
    let summary = try decision(findings([6])).summary
    #expect(
      summary
        == "Moved to junk as spam by policy Default: spam probability 73.10 % reaches 50.00 %.")
  }

  @Test("Mail that cannot be scanned is quarantined for the time of the policy, and says nothing it does not know")
  func unscannable() throws {
    for direction in MailDirection.allCases {
      let decision = try decision(findings([], unscannable: "scanner died"), direction) {
        $0.policies.antiSpam.fallback.quarantineRetentionPeriod = 30
      }
      #expect((decision.verdict, decision.action, decision.category) == (.unscannable, .quarantine, .none))
      #expect(decision.quarantineExpires == UTCTime("1970-01-31T00:00:00Z"))
      #expect(decision.headers.contains { $0.contains("SFV:;") })
      #expect(decision.because.first == "the message could not be scanned: scanner died")
    }
  }

  @Test("Our own mail is never moved to junk: outbound spam is named, internal mail is not filtered")
  func ownMail() throws {
    let outbound = try decision(findings([1000]), .outbound)
    #expect(
      (outbound.verdict, outbound.category, outbound.action, outbound.scl) == (.highConfidenceSpam, .outboundSpam, .deliver, 9))
    #expect(outbound.headers.contains { $0.contains("CAT:OSPM") && $0.contains("DIR:OUT") })
    #expect(!outbound.headers.contains { $0.hasPrefix("Authentication-Results") })
    let internalMail = try decision(findings([1000]), .internal)
    #expect(
      (internalMail.verdict, internalMail.action, internalMail.scl, internalMail.skipped) == (
        .notSpam, .deliver, -1, "internal mail"
      ))
    #expect(internalMail.headers.contains { $0.contains("SFV:SKI") && $0.contains("DIR:INT") })
  }

  @Test("The policy's actions are the ones taken")
  func policyActions() throws {
    let spam = try decision(findings([6])) { $0.policies.antiSpam.fallback.spamAction = .quarantine }
    #expect(spam.action == .quarantine && spam.quarantineExpires != nil)
    #expect(spam.because.last == "policy Default: spam → quarantine")
    let high = try decision(findings([60])) { $0.policies.antiSpam.fallback.highConfidenceSpamAction = .delete }
    #expect(high.action == .delete)
  }

  @Test("The headers to stamp are those of the decision")
  func headers() throws {
    let decision = try decision(findings([6]))
    #expect(
      decision.headers.map { $0.replacing("\r\n", with: "") } == [
        "Authentication-Results: mx.example.org; iprev=pass (mail.example.net) policy.iprev=192.0.2.1",
        "X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:;LANG:;SCL:5;SRV:;IPV:NLI; SFV:SPM;H:mail.example.net;PTR:mail.example.net;CAT:SPM;SFTY:;SFS:;DIR:INB;",
        "X-Microsoft-Antispam: BCL:0;", "X-MS-Exchange-Organization-SCL: 5",
        "X-MS-Exchange-Organization-Network-Message-Id: a8eefc18-bf7a-4a4c-8d48-08dadc49f664",
      ])
    #expect(decision.headers[0].replacing("\r\n", with: "") == decision.authenticationResults)
  }

  @Test("Findings and decisions are JSON of the promised shape, nothing left out, and are read back as they were")
  func json() throws {
    let findings = findings([1.5])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let data = try encoder.encode(findings)
    #expect(try JSONDecoder().decode(Findings.self, from: data) == findings)
    let text = String(decoding: data, as: UTF8.self)
    for key in [
      "arc", "dkim", "dmarc", "spf", "bulk", "phish", "spam", "spamScore", "language", "country", "signals", "entities",
      "engine", "model", "replyTo",
    ] {
      #expect(text.contains("\"\(key)\":"), "\(key)")
    }
    #expect(text.contains("\"language\":null"))
    let decision = try decision(findings)
    let decisionData = try encoder.encode(decision)
    #expect(try JSONDecoder().decode(Decision.self, from: decisionData) == decision)
    let keys = try #require(JSONSerialization.jsonObject(with: decisionData) as? [String: Any]).keys
    let promised: Set = [
      "recipient", "verdict", "skipped", "scl", "bcl", "category", "compauth", "authenticationResults", "policy", "rule",
      "action", "headers", "because",
      "wouldChangeIf",
    ]
    #expect(promised.isSubset(of: keys))
  }

  @Test("The detail of a signal is one short line, whatever the message holds")
  func detail() throws {
    let signal = Signal(
      id: "a", weight: 1, sentence: "s", detail: "a\r\nb\u{1B}[31m\u{202E}" + String(repeating: "x\u{301}", count: 500))
    let detail = try #require(signal.detail)
    #expect(detail.unicodeScalars.count <= Signal.detailLimit)
    #expect(detail.hasPrefix("a  b [31m "))
  }
}
