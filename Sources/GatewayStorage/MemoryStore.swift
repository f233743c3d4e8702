import FilterPolicy
public import MailTypes
import Synchronization

/// The stores in memory, for tests and trials: the same promises, but for the one that outlives the process.
public final class MemoryStore: Sendable {
  let rows = Mutex(MemoryRows())
  let incomingFolder: String

  /// - Parameter incomingFolder: where large messages are put while they are received, and stay afterwards.
  public init(incomingFolder: String) {
    self.incomingFolder = incomingFolder
  }
}

/// The tables of a `MemoryStore`.
struct MemoryRows {
  struct MessageKey: Hashable {
    let organization: String
    let traceID: TraceID
  }

  var messages: [MessageKey: StoredMessage] = [:]
  var items: [CopyKey: QueueItem] = [:]
  var entries: [CopyKey: QuarantineEntry] = [:]
  var sightings: [SpoofSighting] = []
  var spoofedSenders: [SpoofedSenderRow] = []
  var contacts: [ContactKey: MailContact] = [:]
  var signingKeys: [SigningKey.ID: SigningKey] = [:]
  var periods: [CountedPeriod] = []
  var received: [ReceivedReport] = []
  var directories: [String: RecipientBook] = [:]
  var traces: [TraceKey: MessageTrace] = [:]
  /// The oldest first.
  var policies: [String: [PolicyRevision]] = [:]
  var allowBlock: [String: AllowBlockList] = [:]
  var mailboxLists: [String: [EmailAddress: MailboxList]] = [:]

  mutating func apply(_ changes: [StoreChange]) throws {
    for change in changes { try apply(change) }
    messages = messages.filter { key, message in
      message.isAwaitingScan || items.keys.contains { key == $0.message } || entries.keys.contains { key == $0.message }
    }
  }

  private mutating func apply(_ change: StoreChange) throws {
    switch change {
    case .insertMessage(let message):
      try insert(message, MessageKey(organization: message.organization, traceID: message.traceID), into: &messages)
    case .settleMessage(let organization, let traceID):
      messages[MessageKey(organization: organization, traceID: traceID)]?.isAwaitingScan = false
    case .insertItem(let item):
      try insert(item, item.key, into: &items)
    case .updateItem(let item):
      if items[item.key] != nil { items[item.key] = item }
    case .deleteItem(let key):
      items[key] = nil
    case .makeDue(let nextHop, let time):
      for (key, item) in items where item.hold == nil && item.nextAttempt > time && nextHop ?? item.nextHop == item.nextHop {
        items[key]?.nextAttempt = time
      }
    case .insertEntry(let entry):
      try insert(entry, entry.key, into: &entries)
    case .updateEntry(let entry):
      if entries[entry.key] != nil { entries[entry.key] = entry }
    case .deleteEntry(let key):
      entries[key] = nil
    case .settleReport(let domain, let begin, let settlement):
      changePeriod(domain, begin) { $0.settlement = settlement }
    case .putTrace(let trace):
      put(trace)
    case .updateTrace(let change):
      update(change)
    }
  }

  private func insert<Key, Value>(_ value: Value, _ key: Key, into table: inout [Key: Value]) throws {
    guard table[key] == nil else { throw StoreError(.statement, "a row with this key exists") }
    table[key] = value
  }

  func listing(_ item: QueueItem) -> QueueListing? {
    messages[item.key.message].map {
      QueueListing(item: item, sender: $0.envelope.reversePath, receivedAt: $0.receivedAt, size: $0.content.size)
    }
  }
}

extension CopyKey {
  var message: MemoryRows.MessageKey { MemoryRows.MessageKey(organization: organization, traceID: traceID) }
}

extension MemoryStore: QueueStore {
  public func apply(_ changes: [StoreChange]) async throws {
    try rows.withLock { rows in
      var changed = rows
      try changed.apply(changes)
      rows = changed
    }
  }

  public func probe() async throws {}

  public func destinations() async throws -> [NextHop: Int] {
    rows.withLock { rows in
      rows.items.values.filter { $0.hold == nil }.reduce(into: [:]) { $0[$1.nextHop, default: 0] += 1 }
    }
  }

  public func schedule(for nextHop: NextHop, limit: Int) async throws -> [ScheduledItem] {
    rows.withLock { rows in
      let items = rows.items.values.filter { $0.hold == nil && $0.nextHop == nextHop }
      return items.sorted { $0.nextAttempt < $1.nextAttempt }.prefix(limit).map(\.scheduled)
    }
  }

  public func copy(_ key: CopyKey) async throws -> QueuedCopy? {
    rows.withLock { rows in
      guard let item = rows.items[key], let message = rows.messages[key.message] else { return nil }
      return QueuedCopy(item: item, message: message)
    }
  }

  public func item(_ id: QueueID) async throws -> QueueListing? {
    rows.withLock { rows in rows.items.values.first { $0.key.id == id }.flatMap(rows.listing) }
  }

  public func items(matching filter: QueueFilter) async throws -> [QueueListing] {
    rows.withLock { rows in
      let found = rows.items.values.filter(filter.matchesItem).compactMap(rows.listing).filter(filter.matchesAddresses)
      return Array(found.sorted { $0.item.key.id < $1.item.key.id }.dropFirst(filter.offset).prefix(filter.limit))
    }
  }

  public func counts() async throws -> QueueCounts {
    rows.withLock { rows in
      let held = rows.items.values.count { $0.hold != nil }
      return QueueCounts(
        scheduled: rows.items.count - held, held: held, awaitingScan: rows.messages.values.count { $0.isAwaitingScan },
        quarantined: rows.entries.count)
    }
  }

  public func messagesAwaitingScan(limit: Int) async throws -> [StoredMessage] {
    rows.withLock { rows in
      Array(rows.messages.values.filter(\.isAwaitingScan).sorted { $0.receivedAt < $1.receivedAt }.prefix(limit))
    }
  }

  public func message(organization: String, traceID: TraceID) async throws -> StoredMessage? {
    rows.withLock { $0.messages[MemoryRows.MessageKey(organization: organization, traceID: traceID)] }
  }
}

extension QueueFilter {
  fileprivate func matchesItem(_ item: QueueItem) -> Bool {
    isHeld ?? (item.hold != nil) == (item.hold != nil) && organization ?? item.key.organization == item.key.organization
      && nextHop ?? item.nextHop == item.nextHop
  }
}
