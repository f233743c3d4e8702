import Synchronization

/// Lets so many through at once; others wait in the order in which they came.
final class Turnstile: Sendable {
  private struct Waiter {
    let id: Int
    let continuation: CheckedContinuation<Bool, Never>
    let timer: Task<Void, Never>
  }

  private struct State {
    var free: Int
    var count = 0
    var waiting: [Waiter] = []
  }

  private let state: Mutex<State>

  /// `limit` is at least 1.
  init(limit: Int) { state = Mutex(State(free: limit)) }

  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// - Returns: `false` where it was not this one's turn within `patience`; otherwise `leave` has to follow.
  func enter(within patience: Duration) async -> Bool {
    let id = state.withLock { state in
      state.count += 1
      return state.count
    }
    return await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free == 0 else {
          state.free -= 1
          return true
        }
        // It looks for the waiter under the lock, and so finds it.
        let timer = Task {
          try? await Task.sleep(for: patience)
          giveUp(id)
        }
        state.waiting.append(Waiter(id: id, continuation: continuation, timer: timer))
        return false
      }
      if isFree { continuation.resume(returning: true) }
    }
  }

  func leave() {
    let next = state.withLock { state -> Waiter? in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.timer.cancel()
    next?.continuation.resume(returning: true)
  }

  private func giveUp(_ id: Int) {
    let waiter = state.withLock { state in
      state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
    }
    waiter?.continuation.resume(returning: false)
  }
}
