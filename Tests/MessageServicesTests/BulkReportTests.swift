import FilterPolicy
import GatewayStorage
import Logging
import MailTypes
import MessageServices
import Testing

@Suite("Report on bulk mail")
struct BulkReportTests {
  private static let now = UTCTime(microseconds: 1_800_000_000_000_000)
  private static let snapshot = PolicySnapshot(organization: "example", hostname: "mx.example.org")

  /// A message of yesterday, judged then by the policies as they come.
  private static func trace(_ domain: String, bulk: Double, spam: Double = 0) throws -> MessageTrace {
    let client = IPAddress.v4(0xC000_0201)
    let received = now.adding(days: -1)
    let bob = try #require(EmailAddress("bob@example.net"))
    let findings = Findings(
      authentication: AuthenticationFacts(dmarc: DMARCFacts(result: "pass", domain: domain)),
      probabilities: .init(spam: spam, bulk: bulk), signals: [], entities: Entities(sender: "", clientAddress: client),
      engine: "test")
    let context = EvaluationContext(traceID: TraceID(), direction: .inbound)
    let decision = evaluate(findings, context: context, snapshot: snapshot, recipient: bob, now: received)
    let judgement = TracedJudgement(context: context, judgedAt: received, decision: decision)
    let message = TracedMessage(
      key: TraceKey(organization: "example", traceID: context.traceID), receivedAt: received.microseconds, client: client,
      sender: .null)
    return MessageTrace(
      message: message, findings: StoredForm(findings),
      recipients: [TracedRecipient(address: bob, status: .delivered, judgement: StoredForm(judgement))])
  }

  @Test("Senders stand by level, mail that is not bulk does not, and a threshold on trial changes what it says")
  func report() async throws {
    let store = MemoryStore(incomingFolder: "/")
    let traces =
      try (0..<3).map { _ in try Self.trace("quiet.example", bulk: 0.9) }
      + (0..<2).map { _ in try Self.trace("loud.example", bulk: 0.9, spam: 0.45) } + [Self.trace("ada.example", bulk: 0.1)]
    try await store.apply(traces.map(StoreChange.putTrace))
    let service = TraceService(
      store: store, settings: TraceRetention(traces: 90, findings: 30), clock: { Self.now },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let plain = try await service.bulkReport(organization: "example", since: Self.now.adding(days: -7), under: nil)
    #expect(plain.messages == 6)
    #expect(plain.bySender.map(\.domain) == ["loud.example", "quiet.example"])
    #expect(plain.bySender.map(\.copies) == [2, 3])
    #expect(plain.byLevel.map(\.copies) == [2, 3])
    #expect(plain.byLevel.allSatisfy { $0.changed == 0 && $0.actedOn == 0 })

    var draft = Self.snapshot
    draft.policies.antiSpam.fallback.bulkThreshold = try #require(plain.byLevel.first?.level)
    let tried = try await service.bulkReport(organization: "example", since: Self.now.adding(days: -7), under: draft)
    #expect(tried.bySender.map(\.changed) == [2, 0])
    #expect(tried.byLevel.map(\.changed) == [2, 0])
  }
}
