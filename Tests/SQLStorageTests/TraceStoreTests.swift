import FilterPolicy
import GatewayStorage
import MailTypes
import MartletTestKit
import SQLStorage
import Testing

/// What every store promises about the trace of messages.
@Suite struct TraceStoreTests {
  private func withStore(
    _ kind: StoreTests.Kind, _ body: (any TraceStore & QueueStore) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    switch kind {
    case .memory: try await body(MemoryStore(incomingFolder: folder.path))
    case .sqlite: try await body(try SQLStore(folder: folder.path))
    }
  }

  private func findings(_ weight: Double = 0.1) throws -> Findings {
    Findings(
      signals: [Signal(id: "sample", weight: weight, sentence: "Grüße")],
      entities: Entities(sender: "ann@example.org", clientAddress: try #require(IPAddress("192.0.2.1"))), engine: "test")
  }

  private func trace(
    _ organization: String = "example", at time: Int64, from sender: String = "Ann@contoso.example",
    to recipients: [String] = ["bob@example.net"], status: TraceStatus = .pending, subject: String = "100% of it",
    id: TraceID = TraceID()
  ) throws -> MessageTrace {
    let message = TracedMessage(
      key: TraceKey(organization: organization, traceID: id), receivedAt: time, client: try #require(IPAddress("192.0.2.1")),
      helo: "client.example", user: "ann", sender: .mailbox(try Samples.address(sender)), size: 812, subject: subject,
      messageID: "<\(time)@contoso.example>")
    return MessageTrace(
      message: message, findings: StoredForm(try findings()),
      recipients: try recipients.map { TracedRecipient(address: try Samples.address($0), status: status, revision: 7) })
  }

  private func found(_ store: any TraceStore, _ filter: TraceFilter) async throws -> [String] {
    try await store.traces(matching: filter).map { "\($0.message.receivedAt) \($0.recipient)" }
  }

  @Test("A trace comes back as it was put, and grows by what happens", arguments: StoreTests.Kind.allCases)
  func grows(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      var trace = try trace(at: 5, to: ["bob@example.net", "eve@example.net"])
      let (key, bob) = (trace.message.key, try Samples.address("BOB@example.net"))
      try await store.apply([.putTrace(trace)])
      let events = [
        TraceEvent(time: 6, kind: .defer, detail: "192.0.2.9: 451 later"), TraceEvent(time: 7, kind: .deliver, detail: "250"),
      ]
      try await store.apply([
        .updateTrace(TraceUpdate(key: key, recipient: bob, status: nil, event: events[0])),
        .updateTrace(TraceUpdate(key: key, recipient: bob, status: .delivered, event: events[1])),
      ])
      trace.recipients[0].status = .delivered
      trace.recipients[0].events = events
      #expect(try await store.traces(of: key.traceID, organization: nil) == [trace])
      #expect(try await store.traces(of: key.traceID, organization: "other").isEmpty)
      #expect(try await found(store, TraceFilter(status: .delivered)) == ["5 bob@example.net"])
    }
  }

  @Test("What a late scan finds takes the place of what was known; events stay", arguments: StoreTests.Kind.allCases)
  func lateScan(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      var trace = try trace(at: 5, status: .gettingStatus)
      let findings = trace.findings
      trace.findings = nil
      try await store.apply([.putTrace(trace)])
      trace.findings = findings
      trace.recipients[0].status = .quarantined
      trace.recipients[0].events = [TraceEvent(time: 9, kind: .quarantine)]
      try await store.apply([.putTrace(trace)])
      #expect(try await store.traces(of: trace.message.key.traceID, organization: "example") == [trace])
    }
  }

  @Test("An update of a trace that is gone does nothing", arguments: StoreTests.Kind.allCases)
  func unknown(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      let key = TraceKey(organization: "example", traceID: TraceID())
      let event = TraceEvent(time: 1, kind: .deliver)
      try await store.apply([
        .updateTrace(
          TraceUpdate(key: key, recipient: try Samples.address("a@example.net"), status: .delivered, event: event))
      ])
      #expect(try await store.traces(of: key.traceID, organization: nil).isEmpty)
    }
  }

  @Test("A search finds what it asks for, the newest first, page by page", arguments: StoreTests.Kind.allCases)
  func search(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      try await store.apply([
        .putTrace(try trace(at: 1, to: ["bob@example.net", "eve@example.net"])),
        .putTrace(try trace("other", at: 2, from: "carl@fabrikam.example", to: ["dora@other.example"], subject: "1000 of it")),
        .putTrace(try trace(at: 3, from: "a_n@contoso.example", subject: "Hello")),
      ])
      let all = ["3 bob@example.net", "2 dora@other.example", "1 eve@example.net", "1 bob@example.net"]
      #expect(try await found(store, TraceFilter()) == all)
      #expect(try await found(store, TraceFilter(organization: "example")) == [all[0], all[2], all[3]])
      #expect(try await found(store, TraceFilter(sender: AddressPattern("*@CONTOSO.example"))) == [all[0], all[2], all[3]])
      #expect(try await found(store, TraceFilter(sender: AddressPattern("a_n@*"))) == [all[0]])
      #expect(try await found(store, TraceFilter(recipient: AddressPattern("bob@example.net"))) == [all[0], all[3]])
      #expect(try await found(store, TraceFilter(since: 2, until: 3)) == [all[1]])
      #expect(try await found(store, TraceFilter(subject: "100% OF")) == [all[2], all[3]])
      #expect(try await found(store, TraceFilter(messageID: "<2@contoso.example>")) == [all[1]])
      #expect(try await found(store, TraceFilter(client: IPAddress("192.0.2.2"))).isEmpty)
      var pages: [[String]] = []
      var filter = TraceFilter(limit: 3)
      while case let page = try await store.traces(matching: filter), !page.isEmpty {
        pages.append(page.map { "\($0.message.receivedAt) \($0.recipient)" })
        let cursor: TraceCursor? = page.last.flatMap { TraceCursor("\($0.cursor)") }
        filter.after = cursor
        #expect(cursor != nil)
        if cursor == nil { break }
      }
      #expect(pages == [Array(all[..<3]), [all[3]]])
    }
  }

  @Test("One message to two organizations: neither trace names the other's recipients", arguments: StoreTests.Kind.allCases)
  func organizations(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      let id = TraceID()
      try await store.apply([
        .putTrace(try trace("one", at: 1, to: ["a@one.example"], id: id)),
        .putTrace(try trace("two", at: 1, to: ["b@two.example"], id: id)),
      ])
      let own = try await store.traces(of: id, organization: "two")
      #expect(own.map(\.message.key.organization) == ["two"])
      #expect(own.flatMap(\.recipients).map { "\($0.address)" } == ["b@two.example"])
      #expect(try await store.traces(of: id, organization: nil).map(\.message.key.organization) == ["one", "two"])
    }
  }

  @Test("A replay reads the messages in order, each once, as long as findings are kept", arguments: StoreTests.Kind.allCases)
  func replay(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      try await store.apply(try [4, 1, 3, 2].map { .putTrace(try trace(at: $0)) })
      #expect(try await store.forgetFindings(before: 2, limit: 10) == 1)
      var (times, last): ([Int64], TracedMessage?) = ([], nil)
      while case let batch = try await store.judgedMessages(organization: "example", since: 0, after: last, limit: 2),
        !batch.isEmpty
      {
        times += batch.map(\.message.receivedAt)
        last = batch.last?.message
        #expect(try batch.first?.findings?.value() == findings())
      }
      #expect(times == [2, 3, 4])
    }
  }

  @Test("What is old is forgotten in batches, the oldest first", arguments: StoreTests.Kind.allCases)
  func retention(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      try await store.apply(try [1, 2, 3, 4].map { .putTrace(try trace(at: $0)) })
      #expect(try await store.forgetTraces(before: 4, limit: 2) == 2)
      #expect(try await found(store, TraceFilter()) == ["4 bob@example.net", "3 bob@example.net"])
      #expect(try await store.forgetTraces(before: 4, limit: 2) == 1)
      #expect(try await store.forgetTraces(before: 4, limit: 2) == 0)
      #expect(try await store.traces(matching: TraceFilter()).count == 1)
    }
  }

  @Test("A stored Double is the same to its last bit, whatever it is", arguments: 0..<200)
  func doubles(seed: Int) throws {
    var generator = SystemRandomNumberGenerator()
    let number = Double(bitPattern: generator.next())
    guard number.isFinite else { return }
    var findings = try findings()
    findings.probabilities.phish = number
    let stored = try #require(StoredForm(findings))
    #expect(try stored.value().probabilities.phish.bitPattern == number.bitPattern)
  }

  @Test("Bytes that are no findings are damage, not a crash")
  func damaged() {
    #expect { try StoredForm<Findings>(bytes: [1, 2, 3]).value() } throws: { ($0 as? StoreError)?.code == .damaged }
  }
}
