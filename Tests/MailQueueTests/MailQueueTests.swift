import FilterPolicy
import GatewayStorage
import Logging
import MailQueue
import MailTypes
import Testing

@Suite struct MailQueueTests {
  private let unreachable = DeliveryOutcome.deferred(.later, relay: "mx.example", isUnreachable: true)

  @Test("A message is delivered with what it came with, and then it is gone")
  func delivery() async throws {
    let bench = try QueueBench()
    let acceptance = try QueueBench.acceptance(to: ["a@example.net", "b@example.net"])
    try await bench.serving {
      try await bench.queue.accept(acceptance)
      try await bench.settle { try await bench.queue.counts() == QueueCounts() }
    }
    let delivery = try #require(bench.relay.deliveries.first)
    #expect(bench.relay.deliveries.count == 1)
    #expect(delivery.traceID == acceptance.message.traceID && delivery.nextHop == QueueBench.hop)
    #expect(delivery.envelope == acceptance.message.envelope && delivery.content == acceptance.message.content)
    let message = acceptance.message
    #expect(try await bench.store.message(organization: message.organization, traceID: message.traceID) == nil)
  }

  /// A generator that never surprises: every random part is the same.
  private struct Constant: RandomNumberGenerator {
    mutating func next() -> UInt64 { 7 }
  }

  @Test("Copies taken over in one millisecond never share an id, whatever the generator gives")
  func distinctIDs() async throws {
    let bench = try QueueBench(generator: Constant())
    for _ in 0..<50 { try await bench.queue.accept(try QueueBench.acceptance()) }
    #expect(Set(try await bench.queue.list(QueueFilter()).map(\.item.key.id)).count == 50)
    try await bench.serving {
      try await bench.settle { try await bench.queue.counts() == QueueCounts() }
    }
    #expect(Set(bench.relay.deliveries.map(\.traceID)).count == 50)
  }

  @Test("A deferred copy is tried again after its wait, for the pending recipients only, until it expires")
  func retryAndExpiry() async throws {
    var settings = QueueSettings()
    settings.lifetime = 3000
    let bench = try QueueBench(settings: settings)
    bench.relay.answer { delivery in
      delivery.envelope.recipients.map {
        $0.address.localPart == "b" ? .deferred(.later, relay: "mx") : .delivered(.ok, relay: "mx")
      }
    }
    try await bench.serving {
      try await bench.queue.accept(try QueueBench.acceptance(to: ["a@example.net", "b@example.net"], mayNotifySender: true))
      await bench.settle { bench.relay.deliveries.count == 1 }
      await bench.pass(seconds: 260)
      #expect(bench.relay.deliveries.count == 1, "the first retry comes after five minutes, less a tenth")
      await bench.pass(seconds: 80) { bench.relay.deliveries.count == 2 }
      #expect(bench.relay.deliveries.map { $0.envelope.recipients.count } == [2, 1])
      await bench.pass(seconds: 4000) { bench.relay.deliveries.contains { $0.nextHop == QueueBench.returnHop } }
      try await bench.settle { try await bench.queue.counts() == QueueCounts() }
    }
    let report = try #require(bench.relay.deliveries.last)
    #expect(report.envelope.reversePath == .null)
    #expect(report.envelope.recipients.map(\.address.description) == ["ann@example.org"])
    guard case .bytes(let bytes) = report.content else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("Status: 5.4.7") && text.contains("b@example.net") && !text.contains("a@example.net"))
    #expect(text.contains("Subject: secret") && !text.contains("body\r\n"), "headers only")
  }

  @Test("Undeliverable mail of a sender nobody vouches for goes to quarantine, and no report leaves")
  func undeliverable() async throws {
    let bench = try QueueBench()
    bench.relay.answer(.failed(.unknownUser, relay: "mx"))
    let acceptance = try QueueBench.acceptance()
    try await bench.serving {
      try await bench.queue.accept(acceptance)
      try await bench.settle { try await bench.queue.counts() == QueueCounts(quarantined: 1) }
    }
    #expect(bench.relay.deliveries.count == 1)
    let entry = try #require(try await bench.queue.quarantined(QuarantineFilter()).first)
    #expect(entry.reason == .undeliverable && entry.detail == "550 5.1.1 no such user")
    #expect(entry.recipients.map(\.address.description) == ["bob@example.net"])
    #expect(try await bench.queue.quarantinedMessage(entry)?.content == acceptance.message.content)
  }

  @Test("A sender without a way back is not a reason to lose the message")
  func unroutableSender() async throws {
    let bench = try QueueBench()
    bench.relay.answer(.failed(.unknownUser, relay: "mx"))
    try await bench.serving {
      try await bench.queue.accept(try QueueBench.acceptance(from: "ann@unroutable.example", mayNotifySender: true))
      try await bench.settle { try await bench.queue.counts() == QueueCounts(quarantined: 1) }
    }
    #expect(bench.relay.deliveries.count == 1)
  }

  @Test("A report that cannot be delivered is never answered")
  func reportOfReport() async throws {
    let bench = try QueueBench()
    bench.relay.answer(.failed(.unknownUser, relay: "mx"))
    try await bench.serving {
      try await bench.queue.accept(try QueueBench.acceptance(mayNotifySender: true))
      try await bench.settle { try await bench.queue.counts() == QueueCounts(quarantined: 1) }
    }
    #expect(bench.relay.deliveries.map(\.nextHop) == [QueueBench.hop, QueueBench.returnHop])
  }

  @Test("One notice of delay is sent, and only one")
  func delayNotice() async throws {
    var settings = QueueSettings()
    (settings.delayNotice, settings.longestRetry) = (600, 300)
    let bench = try QueueBench(settings: settings)
    bench.relay.answer { delivery in
      ScriptedRelay.all(
        delivery.nextHop == QueueBench.hop ? .deferred(.later, relay: "mx") : .delivered(.ok, relay: "mx"), delivery)
    }
    try await bench.serving {
      try await bench.queue.accept(try QueueBench.acceptance(mayNotifySender: true))
      await bench.settle { bench.relay.deliveries.count == 1 }
      await bench.pass(seconds: 2000)
    }
    #expect(bench.relay.deliveries.count { $0.nextHop == QueueBench.returnHop } == 1)
    #expect(bench.relay.deliveries.count { $0.nextHop == QueueBench.hop } > 3)
  }

  @Test("A destination that is away holds up nobody, and what expires there meanwhile is settled")
  func deadDestination() async throws {
    var settings = QueueSettings()
    (settings.firstRest, settings.longestRest, settings.lifetime) = (600, 600, 300)
    let bench = try QueueBench(settings: settings)
    let dead = NextHop.maildir(root: "/dead")
    let unreachable = unreachable
    bench.relay.answer { delivery in
      ScriptedRelay.all(delivery.nextHop == dead ? unreachable : .delivered(.ok, relay: "mx"), delivery)
    }
    try await bench.serving {
      try await bench.queue.accept(try QueueBench.acceptance(hop: dead))
      try await bench.settle { try await bench.queue.list(QueueFilter()).first?.item.attempts == 1 }
      for _ in 0..<50 { try await bench.queue.accept(try QueueBench.acceptance(hop: dead)) }
      for _ in 0..<50 { try await bench.queue.accept(try QueueBench.acceptance()) }
      await bench.settle { bench.relay.deliveries.count == 51 }
      try await bench.pass(seconds: 400) { try await bench.queue.counts().quarantined == 51 }
    }
    #expect(try await bench.queue.counts() == QueueCounts(quarantined: 51))
    #expect(bench.relay.deliveries.count { $0.nextHop == dead } == 1)
  }

  @Test("What a process left in the store is delivered by the next one")
  func restart() async throws {
    let bench = try QueueBench()
    for _ in 0..<30 { try await bench.queue.accept(try QueueBench.acceptance()) }
    let next = DeliveryQueue(
      store: bench.store, relay: bench.relay, reporter: NoReports(), clock: bench.clock,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      freeSpace: { .max })
    let service = Task { await next.run() }
    try await bench.settle { try await next.counts() == QueueCounts() }
    #expect(bench.relay.deliveries.count == 30)
    service.cancel()
    await service.value
  }

  private struct NoReports: DeliveryReporter {
    func notification(for report: DeliveryReport) async -> Acceptance? { nil }
  }

  @Test("A stop lets running attempts end and begins none")
  func drain() async throws {
    let bench = try QueueBench()
    let gate = Gate()
    bench.relay.answer { delivery in
      await gate.pass()
      return ScriptedRelay.all(.delivered(.ok, relay: "mx"), delivery)
    }
    let service = Task { await bench.queue.run() }
    try await bench.queue.accept(try QueueBench.acceptance())
    await bench.settle { await gate.arrivals == 1 }
    service.cancel()
    try await bench.queue.accept(try QueueBench.acceptance())
    await gate.open()
    await service.value
    #expect(bench.relay.deliveries.count == 1)
    #expect(try await bench.queue.counts() == QueueCounts(scheduled: 1))
  }

  @Test("A message that awaited its scan is listed, then replaced by its copies")
  func lateScan() async throws {
    let bench = try QueueBench()
    let waiting = try QueueBench.acceptance(isAwaitingScan: true)
    try await bench.serving {
      try await bench.queue.accept(waiting)
      #expect(try await bench.queue.awaitingScan() == [waiting.message])
      let copies = try QueueBench.acceptance().copies
      let entry = NewQuarantineEntry(copy: copies[0], reason: .spam, verdict: .spam, subject: "x", expiresAt: .max)
      try await bench.queue.recordScan(of: waiting.message, copies: copies, quarantined: [entry])
      try await bench.settle { try await bench.queue.counts() == QueueCounts(quarantined: 1) }
    }
    #expect(bench.relay.deliveries.map(\.content) == [waiting.message.content])
  }

  @Test("Intake stops where space or queue crosses its mark", arguments: [(100, 0), (1000, 2)])
  func marks(freeOctets: Int, length: Int) async throws {
    var settings = QueueSettings()
    (settings.minimumFreeSpace, settings.maximumQueueLength) = (500, 2)
    let bench = try QueueBench(settings: settings) { freeOctets }
    for _ in 0..<length { try await bench.queue.accept(try QueueBench.acceptance()) }
    #expect(bench.queue.intakeRefusal()?.reply.description.hasPrefix("452 4.3.1") ?? false)
  }

  @Test("With room and a short queue nothing is refused")
  func noMarks() throws {
    #expect(try QueueBench().queue.intakeRefusal() == nil)
  }
}
