import FoundationEssentials
import GatewayStorage
import MailTypes
import MartletTestKit
import SQLStorage
import Testing

/// What every store promises; run on the one in memory and on SQLite.
@Suite struct StoreTests {
  enum Kind: CaseIterable { case memory, sqlite }

  private func withStore(_ kind: Kind, _ body: (any GatewayStore) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    switch kind {
    case .memory: try await body(MemoryStore(incomingFolder: folder.path))
    case .sqlite: try await body(try SQLStore(folder: folder.path))
    }
  }

  @Test("What is stored comes back as it was", arguments: Kind.allCases)
  func roundTrip(kind: Kind) async throws {
    try await withStore(kind) { store in
      let message = try Samples.message()
      let item = try Samples.item(of: message)
      let entry = try Samples.entry(of: message)
      try await store.apply([.insertMessage(message), .insertItem(item), .insertEntry(entry)])
      #expect(try await store.copy(item.key) == QueuedCopy(item: item, message: message))
      #expect(try await store.entry(entry.key.id) == entry)
      #expect(try await store.message(organization: message.organization, traceID: message.traceID) == message)
      let listing = QueueListing(
        item: item, sender: message.envelope.reversePath, receivedAt: message.receivedAt, size: message.content.size)
      #expect(try await store.item(item.key.id) == listing)
    }
  }

  @Test("A message stays until its last copy and quarantine entry are gone", arguments: Kind.allCases)
  func messageLifetime(kind: Kind) async throws {
    try await withStore(kind) { store in
      let message = try Samples.message()
      let items = [try Samples.item(of: message), try Samples.item(of: message)]
      let entry = try Samples.entry(of: message)
      try await store.apply([.insertMessage(message)] + items.map(StoreChange.insertItem) + [.insertEntry(entry)])
      for change in [StoreChange.deleteItem(items[0].key), .deleteItem(items[1].key)] {
        try await store.apply([change])
        #expect(try await store.message(organization: message.organization, traceID: message.traceID) != nil)
      }
      try await store.apply([.deleteEntry(entry.key)])
      #expect(try await store.message(organization: message.organization, traceID: message.traceID) == nil)
    }
  }

  @Test("A refused change leaves nothing of its transaction", arguments: Kind.allCases)
  func transaction(kind: Kind) async throws {
    try await withStore(kind) { store in
      let (first, second) = (try Samples.message(), try Samples.message())
      let item = try Samples.item(of: first)
      try await store.apply([.insertMessage(first), .insertItem(item)])
      await #expect(throws: StoreError.self) {
        try await store.apply([.insertMessage(second), .deleteItem(item.key), .insertMessage(second)])
      }
      #expect(try await store.copy(item.key) != nil)
      #expect(try await store.message(organization: second.organization, traceID: second.traceID) == nil)
    }
  }

  @Test("A message that awaits its scan is listed until its copies replace it", arguments: Kind.allCases)
  func awaitingScan(kind: Kind) async throws {
    try await withStore(kind) { store in
      let message = try Samples.message(isAwaitingScan: true)
      try await store.apply([.insertMessage(message)])
      #expect(try await store.messagesAwaitingScan(limit: 10) == [message])
      #expect(try await store.counts().awaitingScan == 1)
      let item = try Samples.item(of: message)
      let settled = StoreChange.settleMessage(organization: message.organization, traceID: message.traceID)
      try await store.apply([.insertItem(item), settled])
      #expect(try await store.messagesAwaitingScan(limit: 10).isEmpty)
      #expect(try await store.copy(item.key)?.message.content == message.content)
    }
  }

  @Test("The schedule names what is not held, the earliest first", arguments: Kind.allCases)
  func schedule(kind: Kind) async throws {
    try await withStore(kind) { store in
      let other = NextHop.mx(try #require(DomainName("example.net")), .required)
      let message = try Samples.message()
      let late = try Samples.item(of: message, at: Samples.start + 20)
      let early = try Samples.item(of: message, at: Samples.start + 10)
      let held = try Samples.item(of: message, hold: .restored)
      let elsewhere = try Samples.item(of: message, to: other)
      try await store.apply([.insertMessage(message)] + [late, early, held, elsewhere].map(StoreChange.insertItem))
      #expect(try await store.schedule(for: Samples.hop, limit: 10) == [early.scheduled, late.scheduled])
      #expect(try await store.schedule(for: Samples.hop, limit: 1) == [early.scheduled])
      #expect(try await store.destinations() == [Samples.hop: 2, other: 1])
      #expect(try await store.counts() == QueueCounts(scheduled: 3, held: 1))
      try await store.apply([.makeDue(nextHop: Samples.hop, time: Samples.start + 15)])
      #expect(
        try await store.schedule(for: Samples.hop, limit: 10).map(\.nextAttempt) == [Samples.start + 10, Samples.start + 15])
    }
  }

  @Test("An update of what is gone does nothing", arguments: Kind.allCases)
  func lateUpdate(kind: Kind) async throws {
    try await withStore(kind) { store in
      let message = try Samples.message()
      var item = try Samples.item(of: message)
      try await store.apply([.insertMessage(message), .insertItem(item)])
      item.hold = .administrator
      item.recipients[0].state = .failed
      try await store.apply([.updateItem(item)])
      #expect(try await store.item(item.key.id)?.item == item)
      try await store.apply([.deleteItem(item.key)])
      try await store.apply([.updateItem(item)])
      #expect(try await store.item(item.key.id) == nil)
    }
  }

  @Test("Lists are narrowed by state, sender, recipient and destination, and paged", arguments: Kind.allCases)
  func lists(kind: Kind) async throws {
    try await withStore(kind) { store in
      let message = try Samples.message()
      let held = try Samples.item(of: message, hold: .administrator)
      let others = try (0..<3).map { try Samples.item(of: message, recipients: ["user\($0)@example.net"]) }
      try await store.apply([.insertMessage(message)] + ([held] + others).map(StoreChange.insertItem))
      func ids(_ filter: QueueFilter) async throws -> Set<QueueID> {
        Set(try await store.items(matching: filter).map(\.item.key.id))
      }
      #expect(try await ids(QueueFilter(isHeld: true)) == [held.key.id])
      #expect(try await ids(QueueFilter(recipient: Samples.address("USER1@example.net"))) == [others[1].key.id])
      #expect(try await ids(QueueFilter(sender: .mailbox(Samples.address("ann@EXAMPLE.org")))).count == 4)
      #expect(try await ids(QueueFilter(sender: .null)).isEmpty)
      #expect(try await ids(QueueFilter(organization: "other")).isEmpty)
      let pages = try await [ids(QueueFilter(limit: 3)), ids(QueueFilter(limit: 3, offset: 3))]
      #expect(pages.map(\.count) == [3, 1] && pages[0].isDisjoint(with: pages[1]))
    }
  }

  @Test("Quarantine lists narrow by reason, recipient and release, the newest first", arguments: Kind.allCases)
  func quarantineLists(kind: Kind) async throws {
    try await withStore(kind) { store in
      let message = try Samples.message()
      let old = try Samples.entry(of: message, recipient: "a_b@example.net", at: Samples.start, expiresAt: Samples.start + 1)
      var new = try Samples.entry(of: message, recipient: "axb@example.net", reason: .phish, at: Samples.start + 5)
      try await store.apply([.insertMessage(message), .insertEntry(old), .insertEntry(new)])
      new.releasedAt = Samples.start + 7
      try await store.apply([.updateEntry(new)])
      #expect(try await store.entries(matching: QuarantineFilter()) == [new, old])
      #expect(try await store.entries(matching: QuarantineFilter(reason: .phish)) == [new])
      #expect(try await store.entries(matching: QuarantineFilter(recipient: Samples.address("A_B@example.net"))) == [old])
      #expect(try await store.entries(matching: QuarantineFilter(isReleased: true)) == [new])
      #expect(try await store.entries(matching: QuarantineFilter(limit: 1, offset: 1)) == [old])
      #expect(try await store.expiredEntries(before: Samples.start + 2, limit: 10) == [old.key])
    }
  }
}
