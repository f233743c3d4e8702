public import GatewayStorage
public import MailTypes
import Synchronization

/// What administrators do with the queue. Every method may throw `StoreError`.
extension DeliveryQueue {
  public func list(_ filter: QueueFilter) async throws -> [QueueListing] { try await store.items(matching: filter) }

  /// An item with its history; `nil` where there is none of that id.
  public func show(_ id: QueueID) async throws -> QueueListing? { try await store.item(id) }

  public func counts() async throws -> QueueCounts { try await store.counts() }

  /// Keeps a copy from being tried until it is released; one that is being tried is held when that attempt ends.
  /// - Returns: `false` where there is no such copy.
  public func hold(_ id: QueueID) async throws -> Bool { try await order(.hold, id) }

  /// Deletes a copy without a report; one that is being tried goes when that attempt ends.
  /// - Returns: `false` where there is no such copy.
  public func delete(_ id: QueueID) async throws -> Bool { try await order(.delete, id) }

  /// Schedules a held copy at once, with a new lifetime.
  /// - Returns: `false` where there is no such copy, or it is not held.
  public func release(_ id: QueueID) async throws -> Bool {
    guard var item = try await store.item(id)?.item, item.hold != nil,
      state.withLock({ $0.schedule.claim(id, of: item.nextHop) })
    else { return false }
    let now = clock.now()
    item.hold = nil
    item.nextAttempt = now
    item.expiresAt = max(item.expiresAt, now + Int64(settings.lifetime) * 1_000_000)
    try await change(item, [.updateItem(item)], retry: item.scheduled)
    waker.yield()
    return true
  }

  /// Tries everything now, or what goes to one destination; a destination that rested is asked at once.
  public func flush(_ nextHop: NextHop? = nil) async throws {
    let now = clock.now()
    try await committer.commit([.makeDue(nextHop: nextHop, time: now)])
    state.withLock { $0.schedule.flush(nextHop, at: now) }
    waker.yield()
  }

  private func order(_ order: QueueState.Order, _ id: QueueID) async throws -> Bool {
    guard let item = try await store.item(id)?.item else { return false }
    let isClaimed = state.withLock { state in
      let isClaimed = state.schedule.claim(id, of: item.nextHop)
      if !isClaimed { state.orders[id] = order }
      return isClaimed
    }
    guard isClaimed else { return true }
    // Between the look and the claim an attempt may have changed it.
    guard let item = try await reread(id) else { return false }
    try await carryOut(order, on: item)
    return true
  }

  private func reread(_ id: QueueID) async throws -> QueueItem? {
    do {
      if let item = try await store.item(id)?.item { return item }
      state.withLock { $0.schedule.unclaim(id, retry: nil) }
      return nil
    } catch {
      state.withLock { $0.schedule.unclaim(id, retry: nil) }
      throw error
    }
  }

  /// The copy is claimed.
  func carryOut(_ order: QueueState.Order, on item: QueueItem) async throws {
    switch order {
    case .hold:
      var item = item
      item.hold = item.hold ?? .administrator
      try await change(item, [.updateItem(item)], retry: nil)
    case .delete:
      let traces = item.traceUpdates(.failed, .delete, at: clock.now(), detail: "Deleted from the queue")
      try await change(item, [.deleteItem(item.key)] + traces.map(StoreChange.updateTrace), retry: nil)
      state.withLock { $0.length -= 1 }
    }
    _ = state.withLock { $0.takeFresh(item.key.id) }
  }

  /// Commits a change of a claimed copy, and ends the claim; where that fails, the copy goes on as it was.
  private func change(_ item: QueueItem, _ changes: [StoreChange], retry: ScheduledItem?) async throws {
    do {
      try await committer.commit(changes)
      state.withLock { $0.schedule.unclaim(item.key.id, retry: retry) }
    } catch {
      state.withLock { $0.schedule.unclaim(item.key.id, retry: item.hold == nil ? item.scheduled : nil) }
      throw error
    }
  }
}
