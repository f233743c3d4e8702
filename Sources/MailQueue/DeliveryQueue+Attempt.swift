import GatewayStorage
import MailTypes
import Synchronization

extension DeliveryQueue {
  /// One piece of work, from loading the copy to its durable outcome.
  func perform(_ work: DeliverySchedule.Work) async {
    guard let copy = await load(work.key) else { return }
    let outcomes: [DeliveryOutcome]
    switch work {
    case .attempt:
      outcomes = await relay.deliver(Delivery(copy))
      noteAttempt(copy.item, outcomes)
    case .lapse:
      outcomes = copy.item.pending.map { copy.item.lastOutcome(for: $0.address) }
    }
    await settle(copy, outcomes)
  }

  /// The copy, from memory or the store; `nil` where there is nothing to attempt.
  private func load(_ key: CopyKey) async -> QueuedCopy? {
    if let copy = state.withLock({ $0.takeFresh(key.id) }) { return copy }
    do {
      if let copy = try await store.copy(key), copy.item.hold == nil { return copy }
      finish(key, retry: nil)
    } catch {
      await unreadable(key, StoreError(cause: error))
    }
    return nil
  }

  /// Damaged content holds the copy, for an administrator to see; a store that does not answer is asked again soon.
  private func unreadable(_ key: CopyKey, _ failure: StoreError) async {
    log.storeFailed(failure.reason, key: key)
    guard failure.code == .damaged else {
      let time = clock.now() + Int64(settings.firstRest) * 1_000_000
      return finish(key, retry: ScheduledItem(key: key, nextAttempt: time, deadline: .max))
    }
    if var item = try? await store.item(key.id)?.item {
      item.hold = .contentDamaged
      await commitUntilDone([.updateItem(item)], key)
      log.held(key, .contentDamaged, cause: failure.reason)
    }
    finish(key, retry: nil)
  }

  private func noteAttempt(_ item: QueueItem, _ outcomes: [DeliveryOutcome]) {
    let isAway = outcomes.contains { outcome in
      if case .deferred(_, _, let isUnreachable) = outcome { isUnreachable } else { false }
    }
    state.withLock { state in
      if isAway {
        state.schedule.unreachable(item.nextHop, at: clock.now())
      } else {
        state.schedule.answered(item.nextHop)
      }
      state.schedule.endAttempt(item.key)
    }
    waker.yield()
  }

  private func settle(_ copy: QueuedCopy, _ outcomes: [DeliveryOutcome]) async {
    let now = clock.now()
    let sender = copy.message.envelope.reversePath
    var settlement = DeliverySettlement(of: copy.item, sender: sender, outcomes: outcomes, now: now)
    if !settlement.isDone {
      let backoff = RetryBackoff(settings: settings)
      let wait = state.withLock { backoff.seconds(afterAttempts: copy.item.attempts, using: &$0.generator) }
      settlement.reschedule(after: wait)
    }
    for result in settlement.results { log.attempt(result, of: copy, now: now) }
    let report = await notification(of: settlement, copy, now)
    let entries = quarantine(settlement.undeliverable + report.unreported, of: copy, now)
    let item = settlement.item
    let outcome = settlement.isDone ? StoreChange.deleteItem(item.key) : .updateItem(item)
    // New copies of the message stand before the deletion of the old one, which may be its last.
    let traces = settlement.traceUpdates + entries.flatMap(\.traceUpdates)
    await commitUntilDone(
      entries.map(StoreChange.insertEntry) + report.changes + [outcome] + traces.map(StoreChange.updateTrace), item.key)
    log.quarantined(entries)
    if let message = report.message { enqueue(report.items, of: message) }
    if settlement.isDone { state.withLock { $0.length -= 1 } }
    await finishOrObey(item, isDone: settlement.isDone)
  }

  /// What a settlement says to the sender, as changes to commit with it.
  private struct Notification {
    var message: StoredMessage?
    var items: [QueueItem] = []
    /// Failed recipients whose sender cannot be reached.
    var unreported: [DeliveryReport.Recipient] = []

    var changes: [StoreChange] {
      message.map { [.insertMessage($0)] + items.map(StoreChange.insertItem) } ?? []
    }
  }

  private func notification(of settlement: DeliverySettlement, _ copy: QueuedCopy, _ now: Int64) async -> Notification {
    guard !settlement.reported.isEmpty else { return Notification() }
    let report = DeliveryReport(
      key: copy.item.key, message: copy.message, recipients: settlement.reported, time: now, expiresAt: copy.item.expiresAt)
    guard let acceptance = await reporter.notification(for: report) else {
      return Notification(unreported: settlement.reported.filter { $0.action == .failed })
    }
    log.reported(report, as: acceptance.message.traceID)
    let items = state.withLock { $0.items(for: acceptance.copies, of: acceptance.message, at: now, settings) }
    return Notification(message: acceptance.message, items: items)
  }

  /// One entry for all, so that one release sends them on together.
  private func quarantine(
    _ failures: [DeliveryReport.Recipient], of copy: QueuedCopy, _ now: Int64
  ) -> [QuarantineEntry] {
    guard let first = failures.first else { return [] }
    let item = copy.item
    let id = state.withLock { $0.makeID(at: now) }
    return [
      QuarantineEntry(
        key: CopyKey(organization: item.key.organization, traceID: item.key.traceID, id: id),
        recipients: failures.map(\.recipient), reason: .undeliverable, sender: copy.message.envelope.reversePath,
        nextHop: item.nextHop, edits: item.edits, mayNotifySender: item.mayNotifySender, quarantinedAt: now,
        expiresAt: now + Int64(settings.undeliverableRetention) * 1_000_000, detail: first.reply.description)
    ]
  }

  /// Commits what has happened already: tried until the store writes again, because forgetting it would repeat a delivery.
  private func commitUntilDone(_ changes: [StoreChange], _ key: CopyKey) async {
    while true {
      do {
        return try await committer.commit(changes, isPatient: true)
      } catch {
        log.storeFailed(error.reason, key: key)
        guard error.code != .statement, (try? await clock.sleep(seconds: DeliveryQueue.tickSeconds)) != nil else { return }
      }
    }
  }

  func finish(_ key: CopyKey, retry: ScheduledItem?) {
    state.withLock { $0.schedule.finish(key, retry: retry) }
    waker.yield()
  }

  /// Ends the work on a copy; what an administrator ordered meanwhile is done before it can be tried again.
  private func finishOrObey(_ item: QueueItem, isDone: Bool) async {
    let order = state.withLock { state in
      let order = state.orders.removeValue(forKey: item.key.id)
      let isStopped = isDone || order != nil
      state.schedule.finish(item.key, retry: isStopped ? nil : item.scheduled)
      if order != nil, !isDone { _ = state.schedule.claim(item.key.id, of: item.nextHop) }
      return order
    }
    waker.yield()
    guard let order, !isDone else { return }
    try? await carryOut(order, on: item)
  }
}

extension DeliverySchedule.Work {
  var key: CopyKey {
    switch self {
    case .attempt(let key), .lapse(let key): key
    }
  }
}

extension Delivery {
  init(_ copy: QueuedCopy) {
    var envelope = copy.message.envelope
    envelope.recipients = copy.item.pending
    self.init(
      id: copy.item.key.id, traceID: copy.item.key.traceID, envelope: envelope, content: copy.message.content,
      edits: copy.item.edits, nextHop: copy.item.nextHop, isJunk: copy.item.isJunk, client: copy.message.client,
      receivedAt: copy.message.receivedAt)
  }
}

extension QueueItem {
  /// What to say of a recipient whose destination rests: what it said last, if anything.
  fileprivate func lastOutcome(for address: EmailAddress) -> DeliveryOutcome {
    let last = history.last { $0.recipient == address }
    let reply = SMTPReply(451, EnhancedStatusCode(4, 4, 1), last?.reply ?? "The destination does not answer")
    return .deferred(reply, relay: last?.relay ?? "none")
  }
}
