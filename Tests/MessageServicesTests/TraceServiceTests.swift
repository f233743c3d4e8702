import FilterPolicy
import GatewayStorage
import Logging
import MailTypes
import MartletTestKit
import MessageServices
import Synchronization
import Testing

@Suite("Retention of traces")
struct TraceServiceTests {
  private static let start = UTCTime(microseconds: 1_800_000_000_000_000)

  private final class WallClock: Sendable {
    let now = Mutex(TraceServiceTests.start)
  }

  private static func trace(days: Int) throws -> MessageTrace {
    let client = try #require(IPAddress("192.0.2.1"))
    let message = TracedMessage(
      key: TraceKey(organization: "example", traceID: TraceID()), receivedAt: start.adding(days: days).microseconds,
      client: client, sender: .null)
    let findings = Findings(signals: [], entities: Entities(sender: "", clientAddress: client), engine: "test")
    let bob = try #require(EmailAddress("bob@example.net"))
    return MessageTrace(
      message: message, findings: StoredForm(findings), recipients: [TracedRecipient(address: bob, status: .delivered)])
  }

  /// The days of the messages with a trace, in braces those without findings.
  private static func kept(_ store: MemoryStore) async throws -> String {
    let listed = try await store.traces(matching: TraceFilter(limit: 1000)).reversed()
    var words: [String] = []
    for row in listed {
      let day = (row.message.receivedAt - start.microseconds) / 86_400_000_000
      let trace = try await store.traces(of: row.message.key.traceID, organization: nil).first
      words.append(trace?.findings == nil ? "(\(day))" : "\(day)")
    }
    return words.joined(separator: " ")
  }

  @Test("Findings go after their days, traces after theirs, looked at every hour")
  func retention() async throws {
    let store = MemoryStore(incomingFolder: "/")
    try await store.apply(try [-90, -31, -30, -1, 0].map { StoreChange.putTrace(try Self.trace(days: $0)) })
    let wall = WallClock()
    let clock = SteppedClock()
    let service = TraceService(
      store: store, settings: TraceRetention(traces: 90, findings: 30), clock: { wall.now.withLock { $0 } },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await service.run(sleeping: clock) }
    #expect(await clock.nextSleep() == .seconds(3600))
    #expect(try await Self.kept(store) == "(-90) (-31) -30 -1 0")

    wall.now.withLock { $0 = UTCTime(microseconds: Self.start.microseconds + 1) }
    clock.advance(by: .seconds(3600))
    #expect(await clock.nextSleep() == .seconds(3600))
    #expect(try await Self.kept(store) == "(-31) (-30) -1 0")

    wall.now.withLock { $0 = Self.start.adding(days: 90) }
    clock.advance(by: .seconds(3600))
    #expect(await clock.nextSleep() == .seconds(3600))
    #expect(try await Self.kept(store) == "(0)")
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }

  @Test("A backlog goes in batches, all of it")
  func backlog() async throws {
    let store = MemoryStore(incomingFolder: "/")
    try await store.apply(try (0..<250).map { StoreChange.putTrace(try Self.trace(days: -100 - $0)) })
    let service = TraceService(
      store: store, settings: TraceRetention(traces: 90, findings: 30), clock: { Self.start },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    #expect(try await service.forgetOld() == 250)
    #expect(try await Self.kept(store).isEmpty)
  }
}
