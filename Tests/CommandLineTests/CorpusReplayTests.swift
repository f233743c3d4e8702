import FilterEngine
import FilterPolicy
import Foundation
import GatewayStorage
import Logging
import MailTypes
import MartletTestKit
import MessageServices
import Testing

/// Real mail, where a checkout has a `shared` folder beside it: judged, stored, judged again, and judged as it could have been.
struct CorpusReplayTests {
  private static let organization = "example"
  private static let now = UTCTime(microseconds: 1_795_000_000_000_000)

  @Test(
    "Over 5,000 messages the weights add up, each change that is named flips, and a replay of what is in force finds nothing")
  func replay() async throws {
    let messages = try ["csdmc2010", "mail_and_packages", "foff_milter", "spamassassin"].flatMap { try Self.contents($0) }
    guard !messages.isEmpty else { return }
    try #require(messages.count >= 5000)
    let (snapshot, recipients) = try (Self.snapshot(), Self.recipients())
    let store = MemoryStore(incomingFolder: "/")
    let scanner = MessageScanner(resolver: nil, model: BaseModel.model)
    var tally = Tally()
    for (number, content) in messages.prefix(5000).enumerated() {
      let findings = await scanner.scan(try Self.subject(number), content: content, authentication: Self.authentication(number))
      let decisions = recipients.map { recipient in
        evaluate(
          findings, context: Self.context(number), snapshot: snapshot, recipient: recipient, now: Self.now,
          counterfactuals: .all)
      }
      for decision in decisions { try tally.check(decision, findings, Self.context(number), snapshot, now: Self.now) }
      try await store.apply([.putTrace(try Self.trace(number, findings, decisions))])
    }
    let service = TraceService(
      store: store, settings: TraceRetention(traces: 90, findings: 30), clock: { Self.now },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let replay = try await service.replay(under: snapshot, ReplayScope(since: UTCTime(microseconds: 0)))
    #expect((replay.messages, replay.copies, replay.changed, replay.untold) == (5000, 15_000, 0, 0))
    // What is never said cannot be wrong.
    #expect(tally.undelivered > 1000 && tally.named * 100 >= tally.undelivered * 98, "\(tally)")
    print("replayed \(replay.copies) copies, \(replay.changed) differ; \(tally)")
  }

  private static func contents(_ name: String) throws -> [[UInt8]] {
    guard let corpus = try Corpus(name) else { return [] }
    return try corpus.messages().map { [UInt8](try Data(contentsOf: $0.file)) }
  }
}

extension CorpusReplayTests {
  /// What was looked at.
  private struct Tally: CustomStringConvertible {
    var undelivered = 0
    var named = 0
    var tried = 0

    var description: String {
      "\(undelivered) copies not delivered, of \(named) it is known what would change that; \(tried) changes tried"
    }

    mutating func check(
      _ decision: Decision, _ findings: Findings, _ context: EvaluationContext, _ snapshot: PolicySnapshot, now: UTCTime
    ) throws {
      let weights = decision.because.filter { $0.first == "+" || $0.first == "-" }.map {
        $0.prefix { $0 != " " }.drop { $0 == "+" }
      }
      let sum = weights.compactMap { Decimal(string: String($0)) }.reduce(0, +)
      #expect(sum == Decimal(string: "\(findings.spamScore)"))
      undelivered += decision.action == .deliver ? 0 : 1
      guard let counterfactual = decision.counterfactual else { return }
      named += decision.action == .deliver ? 0 : 1
      for change in counterfactual.changes {
        var (otherFindings, other) = (findings, snapshot)
        try CorpusReplayTests.make(change, &otherFindings, &other)
        let again = evaluate(otherFindings, context: context, snapshot: other, recipient: decision.recipient, now: now)
        #expect((again.verdict, again.action) == (counterfactual.verdict, counterfactual.action), "\(counterfactual.sentence)")
        #expect((again.verdict, again.action) != (decision.verdict, decision.action), "\(counterfactual.sentence)")
        tried += 1
      }
    }
  }

  /// As administrators would, or the sender.
  private static func make(
    _ change: Counterfactual.Change, _ findings: inout Findings, _ snapshot: inout PolicySnapshot
  ) throws {
    switch change {
    case .policy(let kind, let name, let parameters):
      var policies = snapshot.policies
      let assignments = parameters.map { PolicyAssignment($0.key, $0.value) }
      try kind.editor.change(name, assignments, in: &policies)
      snapshot.policies = policies
    case .policyList(let kind, let name, let parameter, let added, let removed):
      var policies = snapshot.policies
      let assignments = [PolicyAssignment(parameter, .list(added), .add), .init(parameter, .list(removed), .remove)]
      try kind.editor.change(name, assignments, in: &policies)
      snapshot.policies = policies
    case .entry(let added): snapshot.allowBlock.set(added)
    case .entries(let removed): for id in removed { snapshot.allowBlock.remove(id) }
    case .spoofedSender(let allowed): snapshot.spoofedSenders = SpoofedSenderList([.init(allowed, .allow)])
    case .signal(let removed, let weight):
      let index = findings.signals.firstIndex { $0.id == removed && $0.weight == weight }
      findings.signals.remove(at: try #require(index))
      addUp(&findings)
    case .score(let difference):
      findings.signals.append(Signal(id: "other", weight: difference, sentence: "Other"))
      addUp(&findings)
    case .phish(let probability): findings.probabilities.phish = probability
    case .authentication(let domain):
      findings.authentication.spf = SPFFacts(result: "pass", domain: domain, isAligned: true)
      if findings.authentication.dmarc.result == "fail" { findings.authentication.dmarc.result = "pass" }
    default: Issue.record("nothing here should be changed by \(change)")
    }
  }

  private static func addUp(_ findings: inout Findings) {
    findings.spamScore = Findings.sum(of: findings.signals)
    findings.probabilities.spam = SpamScale.probability(ofScore: findings.spamScore)
  }
}

extension CorpusReplayTests {
  /// One under the default policy, one under the Strict preset, one under a policy of his own.
  private static func recipients() throws -> [EmailAddress] {
    try ["ada@example.org", "ben@strict.example.org", "eve@example.org"].map { try #require(EmailAddress($0)) }
  }

  private static func snapshot() throws -> PolicySnapshot {
    var policies = OrganizationPolicies()
    policies.presets.strict.enabled = true
    policies.presets.strict.recipients.recipientDomainIs = [try #require(DomainName("strict.example.org"))]
    var own = AntiSpamPolicy.standard
    own.spamThreshold = 3
    own.bulkThreshold = 3
    own.blockedSenderDomains = Set(["yahoo.com", "ibm.com"].compactMap { DomainName($0) })
    policies.antiSpam.custom["Own"] = own
    var filter = RecipientFilter()
    filter.sentTo = [try recipients()[2]]
    try policies.antiSpam.insert(PolicyRule(name: "Own", policy: "Own", recipients: filter))
    return PolicySnapshot(
      organization: organization, hostname: "mx.example.org", policies: policies,
      allowBlock: AllowBlockList(
        try ["hotmail.com", "linux.ie"].map {
          AllowBlockEntry(try AllowBlockValue(.sender, $0), .block, expiry: .never, modifiedAt: now)
        }))
  }

  private static func subject(_ number: Int) throws -> ScanSubject {
    ScanSubject(
      traceID: context(number).traceID, client: ClientFacts(address: .v4(0xC000_0201), helo: "mail.example.net"),
      envelope: Envelope(reversePath: .null, recipients: []), receivedAt: now.microseconds, hostname: "mx.example.org")
  }

  /// Without an answer, proven, forged, or nothing known, in turn.
  private static func authentication(_ number: Int) -> AuthenticationFacts? {
    switch number % 4 {
    case 0: nil
    case 1:
      AuthenticationFacts(isChecked: true, spf: SPFFacts(result: "pass", isAligned: true), dmarc: DMARCFacts(result: "pass"))
    case 2:
      AuthenticationFacts(isChecked: true, dmarc: DMARCFacts(result: "fail", policy: "reject", appliedPolicy: "reject"))
    default: AuthenticationFacts(isChecked: true)
    }
  }

  private static func context(_ number: Int) -> EvaluationContext {
    let digits = String(number + 0x1000_0000_0000, radix: 16)
    return EvaluationContext(
      traceID: TraceID("00000000-0000-4000-8000-\(digits.suffix(12))") ?? TraceID(), direction: .inbound)
  }

  private static func trace(_ number: Int, _ findings: Findings, _ decisions: [Decision]) throws -> MessageTrace {
    let message = TracedMessage(
      key: TraceKey(organization: organization, traceID: context(number).traceID), receivedAt: now.microseconds + Int64(number),
      client: findings.entities.clientAddress, sender: .null)
    return MessageTrace(
      message: message, findings: StoredForm(findings),
      recipients: decisions.map { decision in
        TracedRecipient(
          address: decision.recipient, status: .delivered, revision: 1,
          judgement: StoredForm(TracedJudgement(context: context(number), judgedAt: now, decision: decision)))
      })
  }
}
