import GatewayStorage
import MailTypes
import Synchronization

/// A store in memory whose transactions are counted, can be held up, and can be made to fail.
final class WatchedStore: Sendable {
  let memory = MemoryStore(incomingFolder: "/tmp")
  private let state = Mutex(State())

  private struct State {
    var transactions: [Int] = []
    var failure: StoreError?
    var gate: Gate?
  }

  /// The number of changes in each transaction so far.
  var transactions: [Int] { state.withLock { $0.transactions } }

  func fail(_ failure: StoreError?) { state.withLock { $0.failure = failure } }

  /// Transactions from now on wait at `gate`.
  func hold(at gate: Gate) { state.withLock { $0.gate = gate } }

  private func check() throws {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}

extension WatchedStore: QueueStore {
  func apply(_ changes: [StoreChange]) async throws {
    await state.withLock { $0.gate }?.pass()
    try check()
    try await memory.apply(changes)
    state.withLock { $0.transactions.append(changes.count) }
  }

  func probe() async throws { try check() }
  func destinations() async throws -> [NextHop: Int] { try await memory.destinations() }
  func schedule(for nextHop: NextHop, limit: Int) async throws -> [ScheduledItem] {
    try await memory.schedule(for: nextHop, limit: limit)
  }
  func copy(_ key: CopyKey) async throws -> QueuedCopy? { try await memory.copy(key) }
  func item(_ id: QueueID) async throws -> QueueListing? { try await memory.item(id) }
  func items(matching filter: QueueFilter) async throws -> [QueueListing] { try await memory.items(matching: filter) }
  func counts() async throws -> QueueCounts { try await memory.counts() }
  func messagesAwaitingScan(limit: Int) async throws -> [StoredMessage] { try await memory.messagesAwaitingScan(limit: limit) }
  func message(organization: String, traceID: TraceID) async throws -> StoredMessage? {
    try await memory.message(organization: organization, traceID: traceID)
  }
}

extension WatchedStore: QuarantineStore, MessageVault, StoreBackup {
  func entry(_ id: QueueID) async throws -> QuarantineEntry? { try await memory.entry(id) }
  func entries(matching filter: QuarantineFilter) async throws -> [QuarantineEntry] {
    try await memory.entries(matching: filter)
  }
  func expiredEntries(before time: Int64, limit: Int) async throws -> [CopyKey] {
    try await memory.expiredEntries(before: time, limit: limit)
  }
  func makeIncomingFile() throws -> String { try memory.makeIncomingFile() }
  func adopt(_ content: MessageContent) async throws -> MessageContent {
    try check()
    return content
  }
  func discard(_ content: MessageContent) async {}
  func sweep() async throws -> SweepReport { SweepReport() }
  func backup(to folder: String) async throws -> BackupReport { try await memory.backup(to: folder) }
  func restore(from folder: String) async throws -> BackupReport { try await memory.restore(from: folder) }
}
