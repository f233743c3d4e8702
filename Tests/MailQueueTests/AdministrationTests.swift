import FilterPolicy
import GatewayStorage
import InternetMessage
import MailQueue
import MailTypes
import Testing

@Suite struct AdministrationTests {
  /// A bench whose one copy was deferred once.
  private func withDeferred(_ body: (QueueBench, QueueID) async throws -> Void) async throws {
    let bench = try QueueBench()
    bench.relay.answer(.deferred(.later, relay: "mx.example"))
    try await bench.serving {
      try await bench.queue.accept(try QueueBench.acceptance())
      try await bench.settle { try await bench.queue.list(QueueFilter()).first?.item.attempts == 1 }
      let id = try #require(try await bench.queue.list(QueueFilter()).first?.item.key.id)
      bench.relay.answer(.delivered(.ok, relay: "mx.example"))
      try await body(bench, id)
    }
  }

  @Test("A copy is shown with what the next hop said")
  func show() async throws {
    try await withDeferred { (bench, id) async throws in
      let listing = try #require(try await bench.queue.show(id))
      #expect(listing.sender.description == "ann@example.org")
      #expect(listing.item.history.map(\.reply) == ["451 4.3.0 later"])
      #expect(listing.item.history.map(\.relay) == ["mx.example"])
    }
  }

  @Test("A held copy waits until it is released, then goes at once")
  func holdAndRelease() async throws {
    try await withDeferred { (bench, id) async throws in
      #expect(try await bench.queue.hold(id))
      await bench.pass(seconds: 1000)
      #expect(bench.relay.deliveries.count == 1)
      #expect(try await bench.queue.counts() == QueueCounts(held: 1))
      #expect(try await bench.queue.release(id))
      try await bench.settle { try await bench.queue.counts() == QueueCounts() }
      #expect(bench.relay.deliveries.count == 2)
      #expect(try await !bench.queue.release(id))
      #expect(try await !bench.queue.hold(id))
    }
  }

  @Test("A deleted copy is gone, without a report")
  func delete() async throws {
    try await withDeferred { (bench, id) async throws in
      #expect(try await bench.queue.delete(id))
      try await bench.settle { try await bench.queue.counts() == QueueCounts() }
      await bench.pass(seconds: 1000)
      #expect(bench.relay.deliveries.count == 1)
      #expect(try await !bench.queue.delete(id))
    }
  }

  @Test("A flush tries at once: all, or one destination")
  func flush() async throws {
    try await withDeferred { bench, _ in
      try await bench.queue.flush(.maildir(root: "/elsewhere"))
      await bench.pass(seconds: 5)
      #expect(bench.relay.deliveries.count == 1)
      try await bench.queue.flush(QueueBench.hop)
      try await bench.settle { try await bench.queue.counts() == QueueCounts() }
      #expect(bench.relay.deliveries.count == 2)
    }
  }

  @Test("A copy being tried is held or deleted when that attempt ends", arguments: [true, false])
  func orderWhileRunning(isHold: Bool) async throws {
    let bench = try QueueBench()
    let gate = Gate()
    bench.relay.answer { delivery in
      await gate.pass()
      return ScriptedRelay.all(.deferred(.later, relay: "mx"), delivery)
    }
    try await bench.serving {
      try await bench.queue.accept(try QueueBench.acceptance())
      await bench.settle { await gate.arrivals == 1 }
      let id = try #require(try await bench.queue.list(QueueFilter()).first?.item.key.id)
      #expect(try await isHold ? bench.queue.hold(id) : bench.queue.delete(id))
      await gate.open()
      let expected = isHold ? QueueCounts(held: 1) : QueueCounts()
      try await bench.settle { try await bench.queue.counts() == expected }
      await bench.pass(seconds: 1000)
      #expect(bench.relay.deliveries.count == 1)
    }
  }

  @Test("A released quarantine entry becomes a copy with the edits it is given, and stays listed as released")
  func quarantineRelease() async throws {
    let bench = try QueueBench()
    var acceptance = try QueueBench.acceptance()
    let copy = acceptance.copies[0]
    acceptance.quarantined = [
      NewQuarantineEntry(copy: copy, reason: .highConfidencePhish, verdict: .highConfidencePhish, expiresAt: 100)
    ]
    acceptance.copies = []
    try await bench.serving {
      try await bench.queue.accept(acceptance)
      let entry = try #require(try await bench.queue.quarantined(QuarantineFilter(isReleased: false)).first)
      var released = copy
      released.edits.prepend("X-Forefront-Antispam-Report: SFV:SKQ")
      #expect(try await bench.queue.releaseQuarantined(entry.key.id, as: [released]))
      try await bench.settle { try await bench.queue.counts() == QueueCounts(quarantined: 1) }
      #expect(bench.relay.deliveries.map(\.edits) == [released.edits])
      #expect(bench.relay.deliveries.map(\.content) == [acceptance.message.content])
      #expect(try await bench.queue.quarantineEntry(entry.key.id)?.releasedAt == bench.clock.now())

      #expect(try await bench.queue.expireQuarantined(now: 100) == 0)
      #expect(try await bench.queue.expireQuarantined(now: 101) == 1)
      #expect(try await bench.queue.quarantinedMessage(entry) == nil)
      #expect(try await !bench.queue.releaseQuarantined(entry.key.id, as: [released]))
      #expect(try await !bench.queue.deleteQuarantined(entry.key.id))
    }
  }

  @Test("The trace tells of the end in the quarantine; whoever had got the message by a release still has it")
  func quarantineTrace() async throws {
    let bench = try QueueBench()
    var acceptance = try QueueBench.acceptance(to: ["ann@example.net", "bob@example.net", "eve@example.net"])
    let (message, copy) = (acceptance.message, acceptance.copies[0])
    acceptance.quarantined = copy.recipients.enumerated().map { index, recipient in
      var copy = copy
      copy.recipients = [recipient]
      return NewQuarantineEntry(copy: copy, reason: .spam, verdict: .spam, expiresAt: Int64(100 + index))
    }
    acceptance.copies = []
    acceptance.trace = MessageTrace(
      message: TracedMessage(
        key: TraceKey(organization: message.organization, traceID: message.traceID), receivedAt: message.receivedAt,
        client: message.client.address, sender: message.envelope.reversePath),
      recipients: copy.recipients.map { TracedRecipient(address: $0.address, status: .quarantined) })
    try await bench.serving {
      try await bench.queue.accept(acceptance)
      let entries = try await bench.queue.quarantined(QuarantineFilter()).sorted { $0.expiresAt < $1.expiresAt }
      #expect(try await bench.queue.deleteQuarantined(entries[0].key.id))
      #expect(try await bench.queue.releaseQuarantined(entries[1].key.id, as: [acceptance.quarantined[1].copy]))
      try await bench.settle { try await bench.queue.counts() == QueueCounts(quarantined: 2) }
      #expect(try await bench.queue.expireQuarantined(now: 103) == 2)
      let trace = try #require(try await bench.store.memory.traces(of: message.traceID, organization: nil).first)
      #expect(trace.recipients.map(\.status) == [.failed, .delivered, .failed])
      #expect(trace.recipients.map { $0.events.map(\.kind) } == [[.delete], [.release, .deliver, .delete], [.delete]])
      #expect(
        trace.recipients.map { $0.events.last?.detail ?? "" } == [
          "deleted from the quarantine", "the retention of the quarantine ended", "the retention of the quarantine ended",
        ])
    }
  }
}
