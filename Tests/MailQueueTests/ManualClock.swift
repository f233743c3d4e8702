import MailQueue
import Synchronization

/// Time that passes when a test says so.
final class ManualClock: QueueClock {
  static let start: Int64 = 1_800_000_000_000_000

  private let state = Mutex(State())

  private struct State {
    var now = ManualClock.start
    var next = 0
    var sleepers: [Int: (until: Int64, continuation: CheckedContinuation<Void, any Error>)] = [:]
  }

  func now() -> Int64 { state.withLock { $0.now } }

  var hasSleepers: Bool { state.withLock { !$0.sleepers.isEmpty } }

  /// Wakes who sleeps until then.
  func advance(seconds: Int) {
    let woken = state.withLock { state in
      state.now += Int64(seconds) * 1_000_000
      let woken = state.sleepers.filter { $0.value.until <= state.now }
      for id in woken.keys { state.sleepers[id] = nil }
      return woken.values.map(\.continuation)
    }
    for continuation in woken { continuation.resume() }
  }

  func sleep(seconds: Int) async throws {
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = state.withLock { state in
          if Task.isCancelled { return true }
          state.sleepers[id] = (state.now + Int64(seconds) * 1_000_000, continuation)
          return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      state.withLock { $0.sleepers.removeValue(forKey: id)?.continuation }?.resume(throwing: CancellationError())
    }
  }
}
