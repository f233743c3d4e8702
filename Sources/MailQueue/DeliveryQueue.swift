public import GatewayStorage
public import Logging
public import MailTypes
import Synchronization

/// The spool: takes messages over for good, delivers their copies, retries, reports, and keeps nobody waiting for a
/// destination that is not theirs.
///
/// `accept` and the administration may be used at once; deliveries run while `run` does.
public final class DeliveryQueue: Sendable {
  let store: any GatewayStore
  let relay: any MessageRelay
  let reporter: any DeliveryReporter
  let settings: QueueSettings
  let clock: any QueueClock
  let log: DeliveryLog
  let committer: GroupCommitter
  let state: Mutex<QueueState>
  /// One element says that there may be something to start.
  let wake: AsyncStream<Void>
  let waker: AsyncStream<Void>.Continuation
  let attemptExecutor: @Sendable () -> (any TaskExecutor)?
  private let intake: IntakeGuard

  /// - Parameters:
  ///   - generator: makes queue ids and spreads retries.
  ///   - attemptExecutor: where an attempt runs best, such as the event loop of its connection; `nil` for anywhere.
  ///   - freeSpace: octets left for the store, see `FreeSpace`.
  public init(
    store: any GatewayStore, relay: any MessageRelay, reporter: any DeliveryReporter, settings: QueueSettings = QueueSettings(),
    clock: any QueueClock, generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(), logger: Logger,
    attemptExecutor: @escaping @Sendable () -> (any TaskExecutor)? = { nil }, freeSpace: @escaping @Sendable () -> Int?
  ) {
    self.store = store
    self.relay = relay
    self.reporter = reporter
    self.settings = settings
    self.clock = clock
    self.attemptExecutor = attemptExecutor
    log = DeliveryLog(logger: logger)
    committer = GroupCommitter(store: store)
    state = Mutex(QueueState(settings: settings, generator: generator))
    intake = IntakeGuard(settings: settings, clock: clock, freeSpace: freeSpace)
    (wake, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Why no message may be begun now: `452 4.3.1` where space or queue crosses its mark, `451 4.3.0` while the store does
  /// not write; `nil` where all is well. Cheap enough for every MAIL command.
  public func intakeRefusal() -> Refusal? {
    intake.refusal(queueLength: state.withLock { $0.length }, failure: committer.failure?.reason)
  }

  /// Takes a message over: on return, bytes and decisions survive power loss (design §4), and the deliveries begin.
  /// - Throws: `QueueError`; nothing of the message is kept then.
  public func accept(_ acceptance: Acceptance) async throws(QueueError) { try await accept([acceptance]) }

  /// Takes over the parts of one message, one for each organisation, all or none. No two may name the same file.
  /// - Parameter changes: what becomes true with it, in the same transaction.
  /// - Throws: `QueueError`; nothing of any part is kept then.
  public func accept(_ acceptances: [Acceptance], with changes: [StoreChange] = []) async throws(QueueError) {
    try refuseIfUnwell()
    var parts: [AcceptedPart] = []
    do throws(QueueError) {
      for acceptance in acceptances { parts.append(try await part(of: acceptance)) }
      try await commit(parts.flatMap(\.changes) + changes)
    } catch {
      for part in parts { await store.discard(part.message.content) }
      throw error
    }
    for part in parts {
      log.quarantined(part.entries)
      enqueue(part.items, of: part.message)
    }
  }

  /// Changes that come with no message, in the order of all others.
  /// - Throws: `QueueError`; nothing is changed then.
  public func record(_ changes: [StoreChange]) async throws(QueueError) { try await commit(changes) }

  /// What becomes of one acceptance, its bytes safe already.
  private struct AcceptedPart {
    let message: StoredMessage
    let items: [QueueItem]
    let entries: [QuarantineEntry]
    let trace: MessageTrace?

    var changes: [StoreChange] {
      let copies = items.map(StoreChange.insertItem) + entries.map(StoreChange.insertEntry)
      return [.insertMessage(message)] + copies + (trace.map { [.putTrace($0)] } ?? [])
    }
  }

  private func part(of acceptance: Acceptance) async throws(QueueError) -> AcceptedPart {
    let message = try await adopted(acceptance.message)
    return state.withLock { state in
      AcceptedPart(
        message: message, items: state.items(for: acceptance.copies, of: message, at: clock.now(), settings),
        entries: state.entries(for: acceptance.quarantined, of: message, at: clock.now()), trace: acceptance.trace)
    }
  }

  private func commit(_ changes: [StoreChange]) async throws(QueueError) {
    do {
      try await committer.commit(changes)
    } catch {
      throw .storeUnavailable(cause: error.reason)
    }
  }

  /// Puts the outcome of a late scan in the place of a waiting message: its copies and quarantine entries, in one
  /// transaction.
  /// - Throws: `QueueError`; the message goes on waiting.
  public func recordScan(
    of message: StoredMessage, copies: [NewCopy], quarantined: [NewQuarantineEntry], trace: MessageTrace? = nil
  ) async throws(QueueError) {
    try refuseIfUnwell()
    var message = message
    message.isAwaitingScan = false
    let items = state.withLock { $0.items(for: copies, of: message, at: clock.now(), settings) }
    let entries = state.withLock { $0.entries(for: quarantined, of: message, at: clock.now()) }
    let settled = StoreChange.settleMessage(organization: message.organization, traceID: message.traceID)
    let traced = trace.map { [StoreChange.putTrace($0)] } ?? []
    try await commit(items.map(StoreChange.insertItem) + entries.map(StoreChange.insertEntry) + [settled] + traced)
    log.quarantined(entries)
    enqueue(items, of: message)
  }

  /// Messages answered before their scan ended, the oldest first: to be scanned when the gateway starts.
  /// - Throws: `StoreError`.
  public func awaitingScan(limit: Int = 1000) async throws -> [StoredMessage] {
    try await store.messagesAwaitingScan(limit: limit)
  }

  private func refuseIfUnwell() throws(QueueError) {
    if let failure = committer.failure { throw .storeUnavailable(cause: failure.reason) }
  }

  private func adopted(_ message: StoredMessage) async throws(QueueError) -> StoredMessage {
    var message = message
    do {
      message.content = try await store.adopt(message.content)
      return message
    } catch {
      let failure = StoreError(cause: error)
      await store.discard(message.content)
      committer.stopIntake(failure)
      throw .storeUnavailable(cause: failure.reason)
    }
  }

  /// Hands committed items to the schedule.
  func enqueue(_ items: [QueueItem], of message: StoredMessage) {
    guard !items.isEmpty else { return }
    state.withLock { state in
      for item in items { state.enqueue(item, of: message, contentBudget: settings.activeContentBudget) }
    }
    waker.yield()
  }
}
