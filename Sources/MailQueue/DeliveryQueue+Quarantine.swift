public import GatewayStorage
public import MailTypes
import Synchronization

/// The durable half of the quarantine; who may do what, and what is stamped on a released copy, is decided above.
/// Every method may throw `StoreError`.
extension DeliveryQueue {
  public func quarantined(_ filter: QuarantineFilter) async throws -> [QuarantineEntry] {
    try await store.entries(matching: filter)
  }

  public func quarantineEntry(_ id: QueueID) async throws -> QuarantineEntry? { try await store.entry(id) }

  /// The message of an entry with its original bytes; `nil` where it is gone.
  public func quarantinedMessage(_ entry: QuarantineEntry) async throws -> StoredMessage? {
    try await store.message(organization: entry.key.organization, traceID: entry.key.traceID)
  }

  /// Queues `copies` of the message of an entry, and marks the entry as released: one transaction. The entry stays until
  /// it expires.
  /// - Returns: `false` where the entry is gone.
  public func releaseQuarantined(_ id: QueueID, as copies: [NewCopy]) async throws -> Bool {
    guard var entry = try await store.entry(id), let message = try await quarantinedMessage(entry) else { return false }
    let now = clock.now()
    entry.releasedAt = entry.releasedAt ?? now
    let items = state.withLock { $0.items(for: copies, of: message, at: now, settings) }
    let traces = items.flatMap { $0.traceUpdates(.pending, .release, at: now) }
    try await committer.commit(
      items.map(StoreChange.insertItem) + [.updateEntry(entry)] + traces.map(StoreChange.updateTrace))
    enqueue(items, of: message)
    return true
  }

  /// - Returns: `false` where the entry is gone.
  public func deleteQuarantined(_ id: QueueID) async throws -> Bool {
    guard let entry = try await store.entry(id) else { return false }
    try await committer.commit(entry.deletion(at: clock.now(), "deleted from the quarantine"))
    return true
  }

  /// Deletes the entries whose retention has ended.
  /// - Parameter now: UTC microseconds, of the wall clock: retention is a date.
  /// - Returns: how many.
  public func expireQuarantined(now: Int64) async throws -> Int {
    var count = 0
    while true {
      let keys = try await store.expiredEntries(before: now, limit: GroupCommitter.groupLimit)
      guard !keys.isEmpty else { return count }
      var changes: [StoreChange] = []
      for key in keys {
        let entry = try await store.entry(key.id)
        changes += entry?.deletion(at: now, "the retention of the quarantine ended") ?? [.deleteEntry(key)]
      }
      try await committer.commit(changes)
      count += keys.count
    }
  }
}
