import CProcess
import FilterPolicy
import Foundation
import Logging
import MailTypes
import MartletTestKit
import NIOPosix
import ScannerPool
import Synchronization
import Testing

/// The pool over a real UNIX socket, with scanners that are threads of the test.
@Suite struct PoolTests {
  private struct OneAddress: DNSResolver {
    func resolve(_ question: DNSQuestion) async -> DNSAnswer {
      question.name == "known.example" ? .records([.address(.v4(1))], isSecure: false) : .nameError
    }
  }

  private static let subject = ScanSubject(
    traceID: TraceID(), client: ClientFacts(address: .v4(1)), envelope: Envelope(reversePath: .null), receivedAt: 0,
    hostname: "gateway.example")

  private static func document(_ engine: String) -> [UInt8] {
    let findings = Findings(signals: [], entities: Entities(of: subject), engine: engine)
    return (try? JSONEncoder().encode(findings)).map { [UInt8]($0) } ?? []
  }

  /// Answers with the size of the message as the engine's name.
  private static let honest: FakeScanner.Behaviour = { frame, content in
    guard case .scan(let id, _, _) = frame else { return .frames([]) }
    return .frames([.findings(id: id, document("\(content.count)"))])
  }

  /// Runs `body` with a pool on a socket of its own.
  private func withPool(
    _ limits: ScannerLimits = ScannerLimits(), _ body: @Sendable (ScannerProcessPool, _ path: String) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/scanner.sock"
    let listener = martlet_listen_unix(path, 0o600, 64)
    try #require(listener >= 0)
    let pool = ScannerProcessPool(
      listener: listener, limits: limits, resolver: OneAddress(), group: MultiThreadedEventLoopGroup.singleton,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      try await body(pool, path)
      group.cancelAll()
    }
  }

  private static func engine(_ outcome: ScanOutcome) -> String {
    switch outcome {
    case .findings(let findings): findings.engine
    case .unscannable(let reason): "unscannable: " + reason
    }
  }

  @Test(arguments: [1, 65_536, 65_537, 300_000]) func aMessageOfAnySizeArrivesWhole(size: Int) async throws {
    try await withPool { pool, path in
      FakeScanner.start(path: path) { frame, content in
        guard case .scan(let id, _, let announced) = frame else { return .frames([]) }
        return .frames([.findings(id: id, Self.document("\(announced) \(content.reduce(0) { ($0 &* 31) &+ Int($1) })"))])
      }
      let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      let expected = "\(content.count) \(content.reduce(0) { ($0 &* 31) &+ Int($1) })"
      let engine1 = Self.engine(try await pool.scan(Self.subject, content: .bytes(content), within: .seconds(600)))
      #expect(engine1 == expected)

      let file = try TemporaryFolder()
      let name = file.path + "/content"
      try Data(content).write(to: URL(fileURLWithPath: name))
      let engine2 = Self.engine(
        try await pool.scan(Self.subject, content: .file(path: name, size: content.count), within: .seconds(600)))
      #expect(engine2 == expected)
    }
  }

  @Test func aFileThatCannotBeReadIsTheCallersToKnow() async throws {
    try await withPool { pool, path in
      FakeScanner.start(path: path, behave: Self.honest)
      await #expect(throws: ScannerPoolError.self) {
        try await pool.scan(Self.subject, content: .file(path: "/nonexistent", size: 10), within: .seconds(600))
      }
      let engine3 = Self.engine(try await pool.scan(Self.subject, content: .bytes([1, 2]), within: .seconds(600)))
      #expect(engine3 == "2")
    }
  }

  @Test func aScannerAsksDNSThroughThePool() async throws {
    try await withPool { pool, path in
      let scan = Mutex<UInt64>(0)
      FakeScanner.start(path: path) { frame, _ in
        switch frame {
        case .scan(let id, _, _):
          scan.withLock { $0 = id }
          return .frames([.question(id: 5, DNSQuestion("Known.example", .a))])
        case .answer(5, let answer):
          return .frames([.findings(id: scan.withLock { $0 }, Self.document("\(answer.records.count)"))])
        default: return .leave
        }
      }
      let engine4 = Self.engine(try await pool.scan(Self.subject, content: .bytes([1]), within: .seconds(600)))
      #expect(engine4 == "1")
    }
  }

  @Test func ofFiveMessagesInADeadScannerOnlyThePoisonIsUnscannable() async throws {
    try await withPool { pool, path in
      let held = Mutex(0)
      // Holds messages until five are in flight, and dies.
      FakeScanner.start(path: path) { _, _ in
        held.withLock { held in
          held += 1
          return held == 5 ? .leave : .frames([])
        }
      }
      let result = try await withThrowingTaskGroup(of: (UInt8, String).self) { group in
        for number in 1...5 as ClosedRange<UInt8> {
          group.addTask {
            (number, Self.engine(try await pool.scan(Self.subject, content: .bytes([number]), within: .seconds(600))))
          }
        }
        while held.withLock({ $0 }) < 5 { await Task.yield() }
        // Others take the dead one's place, as the supervisor would have it.
        for _ in 0..<7 {
          FakeScanner.start(path: path) { frame, content in
            guard case .scan(let id, _, _) = frame else { return .leave }
            return content == [3] ? .leave : .frames([.findings(id: id, Self.document("fine"))])
          }
        }
        var result: [UInt8: String] = [:]
        for try await (number, engine) in group { result[number] = engine }
        return result
      }
      #expect(result.filter { $0.value == "fine" }.keys.sorted() == [1, 2, 4, 5])
      #expect(result[3]?.hasPrefix("unscannable") == true)
      #expect(pool.status.unscannable == 1)
    }
  }

  @Test func aMessageThatHangsTwoScannersIsUnscannable() async throws {
    try await withPool(ScannerLimits(messageTime: .milliseconds(100))) { pool, path in
      for _ in 0..<2 { FakeScanner.start(path: path) { _, _ in .frames([]) } }
      let outcome = try await pool.scan(Self.subject, content: .bytes([1]), within: .seconds(600))
      #expect(Self.engine(outcome).hasPrefix("unscannable: not scanned within"))
      #expect(pool.status.killed == 2)
    }
  }

  @Test(
    arguments: [
      [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 1, 99], [0, 0, 0, 9, 3, 0, 0, 0, 0, 0, 0, 0, 99],
      [0, 0, 0, 9, 6, 0, 0, 0, 0, 0, 0, 0, 1],
    ] as [[UInt8]]) func aScannerThatBreaksTheProtocolIsReplaced(bytes: [UInt8]) async throws
  {
    try await withPool { pool, path in
      FakeScanner.start(path: path) { _, _ in .raw(bytes) }
      async let outcome = pool.scan(Self.subject, content: .bytes([1, 2, 3]), within: .seconds(600))
      while pool.status.lost == 0 { await Task.yield() }
      FakeScanner.start(path: path, behave: Self.honest)
      let engine5 = Self.engine(try await outcome)
      #expect(engine5 == "3")
    }
  }

  @Test func findingsThatCannotBeReadAreNobodyElsesFault() async throws {
    try await withPool { pool, path in
      FakeScanner.start(path: path) { frame, content in
        guard case .scan(let id, _, _) = frame else { return .leave }
        return .frames([.findings(id: id, content == [1] ? Array("{".utf8) : Self.document("fine"))])
      }
      let engine6 = Self.engine(try await pool.scan(Self.subject, content: .bytes([1]), within: .seconds(600)))
      #expect(engine6.hasPrefix("unscannable"))
      let engine7 = Self.engine(try await pool.scan(Self.subject, content: .bytes([2]), within: .seconds(600)))
      #expect(engine7 == "fine")
    }
  }

  @Test func withoutScannersTheCallerIsTold() async throws {
    try await withPool(ScannerLimits(availabilityTime: .milliseconds(1))) { pool, _ in
      await #expect(throws: ScannerPoolError.unavailable(waitedSeconds: 0)) {
        try await pool.scan(Self.subject, content: .bytes([1]), within: .seconds(600))
      }
    }
  }

  @Test func aCallerThatStopsWaitingIsLetGo() async throws {
    try await withPool { pool, _ in
      let waiting = Task { try await pool.scan(Self.subject, content: .bytes([1]), within: .seconds(600)) }
      while pool.status.waiting == 0 { await Task.yield() }
      waiting.cancel()
      await #expect(throws: ScannerPoolError.cancelled) { try await waiting.value }
      #expect(pool.status.waiting == 0)
    }
  }

  @Test func aPoolThatStopsLetsEverybodyGo() async throws {
    let folder = try TemporaryFolder()
    let listener = martlet_listen_unix(folder.path + "/scanner.sock", 0o600, 64)
    let pool = ScannerProcessPool(
      listener: listener, resolver: OneAddress(), group: MultiThreadedEventLoopGroup.singleton,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await pool.run() }
    let waiting = Task { try await pool.scan(Self.subject, content: .bytes([1]), within: .seconds(600)) }
    while pool.status.waiting == 0 { await Task.yield() }
    running.cancel()
    await #expect(throws: ScannerPoolError.stopped) { try await waiting.value }
    await #expect(throws: ScannerPoolError.stopped) {
      try await pool.scan(Self.subject, content: .bytes([1]), within: .seconds(600))
    }
  }

  @Test func questionsOutliveAResolverThatDies() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/resolver.sock"
    let listener = martlet_listen_unix(path, 0o600, 64)
    let resolver = RemoteResolver(
      listener: listener, group: MultiThreadedEventLoopGroup.singleton,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await resolver.run() }
    let question = Task { await resolver.resolve(DNSQuestion("known.example", .a)) }
    FakeResolver.start(path: path, answersBeforeLeaving: 0)
    FakeResolver.start(path: path, answersBeforeLeaving: 1)
    #expect(await question.value == .records([.address(.v4(1))], isSecure: false))
    running.cancel()
    try await running.value
    #expect(await resolver.resolve(DNSQuestion("known.example", .a)).isTemporaryFailure)
  }
}
