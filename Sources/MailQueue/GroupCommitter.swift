import DequeModule
import GatewayStorage
import Synchronization

/// Makes changes durable in groups: while one transaction runs, everything that arrives is collected and goes into the next
/// one, so that many messages share one sync. The first to find no transaction running leads: it commits its group, then
/// hands the lead to the first of those who came meanwhile.
///
/// Those nobody waits for are patient: they ride along with the next who are not, or go alone after a while.
final class GroupCommitter: Sendable {
  private let store: any QueueStore
  private let state = Mutex(State())

  /// Changes in one transaction: past some hundred the sync is shared well enough, and a longer transaction only makes
  /// everyone in it wait.
  static let groupLimit = 512
  /// Octets of message content in one transaction: bounds what one commit writes, to some tens of milliseconds of disk time.
  static let groupContentLimit = 16 * 1024 * 1024

  /// How long the patient wait for company. What is not yet noted of a delivery is delivered again after a crash, so that
  /// this is also what it adds to the time in which that can happen.
  static let patience = Duration.milliseconds(10)

  private struct State {
    var isBusy = false
    var waiting: Deque<Member> = []
    /// Of those, the ones somebody waits for.
    var urgentCount = 0
    var isTimed = false
    var failure: StoreError?

    /// Who is to lead now, if anybody is.
    mutating func nextLeader(isTimeUp: Bool = false) -> CheckedContinuation<Turn, Never>? {
      guard !isBusy, urgentCount > 0 || isTimeUp, let first = waiting.first else { return nil }
      isBusy = true
      return first.turn
    }

    /// Whether the patient who wait now still lack their timer.
    mutating func startsTimer() -> Bool {
      guard !isBusy, !isTimed, !waiting.isEmpty else { return false }
      isTimed = true
      return true
    }
  }

  private struct Member {
    let changes: [StoreChange]
    let contentSize: Int
    let isPatient: Bool
    let turn: CheckedContinuation<Turn, Never>
  }

  private enum Turn {
    case lead
    case done(StoreError?)
  }

  init(store: any QueueStore) {
    self.store = store
  }

  /// Callers whose changes are in no transaction yet.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// The error that stopped intake; `nil` while the store is well.
  var failure: StoreError? { state.withLock { $0.failure } }

  /// Returns once `changes` are on stable storage, all of them in one transaction. `isPatient`: nobody waits for it.
  func commit(_ changes: [StoreChange], isPatient: Bool = false) async throws(StoreError) {
    let turn = await withCheckedContinuation { continuation in
      let size = GroupCommitter.contentSize(changes)
      let member = Member(changes: changes, contentSize: size, isPatient: isPatient, turn: continuation)
      proceed { state in
        state.waiting.append(member)
        if !isPatient { state.urgentCount += 1 }
      }
    }
    switch turn {
    case .lead: if let failure = await lead() { throw failure }
    case .done(let failure): if let failure { throw failure }
    }
  }

  /// Nothing is taken in until a write succeeds.
  func stopIntake(_ failure: StoreError) { state.withLock { $0.failure = failure } }

  /// Tries to write; where that works, intake goes on.
  func probe() async {
    do {
      try await store.probe()
      state.withLock { $0.failure = nil }
    } catch {
      state.withLock { $0.failure = StoreError(cause: error) }
    }
  }

  /// Commits the group at whose head this caller stands.
  /// - Returns: what went wrong for this caller.
  private func lead() async -> StoreError? {
    // Those who are about to ask, having just been answered, share the sync if they are let first.
    await Task.yield()
    let group = takeGroup()
    let failures = await apply(group)
    proceed { $0.isBusy = false }
    for (member, failure) in zip(group, failures).dropFirst() { member.turn.resume(returning: .done(failure)) }
    return failures.first ?? nil
  }

  /// Changes the state, and gives the lead to whoever should have it then.
  private func proceed(isTimeUp: Bool = false, _ change: (inout State) -> Void) {
    let (leader, startsTimer) = state.withLock { state in
      change(&state)
      return (state.nextLeader(isTimeUp: isTimeUp), state.startsTimer())
    }
    leader?.resume(returning: .lead)
    guard startsTimer else { return }
    Task {
      try? await Task.sleep(for: GroupCommitter.patience)
      proceed(isTimeUp: true) { $0.isTimed = false }
    }
  }

  private func takeGroup() -> [Member] {
    state.withLock { state in
      var group: [Member] = []
      var (changes, octets) = (0, 0)
      while let member = state.waiting.first {
        changes += member.changes.count
        octets += member.contentSize
        guard group.isEmpty || changes <= GroupCommitter.groupLimit && octets <= GroupCommitter.groupContentLimit else { break }
        group.append(state.waiting.removeFirst())
        if !member.isPatient { state.urgentCount -= 1 }
      }
      return group
    }
  }

  /// One transaction for all. Where the database refuses a statement, each is committed alone, so that only the one it
  /// belongs to fails.
  private func apply(_ group: [Member]) async -> [StoreError?] {
    let failure = await apply(group.flatMap(\.changes))
    guard group.count > 1, failure?.code == .statement else { return group.map { _ in failure } }
    var failures: [StoreError?] = []
    for member in group { failures.append(await apply(member.changes)) }
    return failures
  }

  private func apply(_ changes: [StoreChange]) async -> StoreError? {
    do {
      try await store.apply(changes)
      state.withLock { $0.failure = nil }
      return nil
    } catch {
      let failure = StoreError(cause: error)
      if failure.code != .statement { state.withLock { $0.failure = failure } }
      return failure
    }
  }

  private static func contentSize(_ changes: [StoreChange]) -> Int {
    changes.reduce(0) { sum, change in
      guard case .insertMessage(let message) = change else { return sum }
      return sum + message.content.memorySize
    }
  }
}

extension StoreError {
  /// The error itself where it is one of the store.
  init(cause: any Error) {
    self = cause as? StoreError ?? StoreError(.inputOutput, "the store failed: \(cause)")
  }
}
