import Synchronization

/// What `operation` gives, or `nil` once `time` has passed; then the operation is cancelled and its result, if any, dropped.
func result<Value: Sendable>(
  within time: Duration, of operation: @escaping @Sendable () async -> Value
) async -> Value? {
  let race = Race<Value>()
  return await withCheckedContinuation { continuation in
    race.begin(continuation)
    let work = Task { race.end(await operation()) }
    let timer = Task {
      // A cancelled sleep means that the work was quicker.
      guard (try? await Task.sleep(for: time)) != nil else { return }
      race.end(nil)
      work.cancel()
    }
    race.atEnd { timer.cancel() }
  }
}

/// Resumes its continuation once, with whichever side comes first.
private final class Race<Value: Sendable>: Sendable {
  private struct State {
    var continuation: CheckedContinuation<Value?, Never>?
    var isOver = false
    var atEnd: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  func begin(_ continuation: CheckedContinuation<Value?, Never>) {
    state.withLock { $0.continuation = continuation }
  }

  func end(_ value: Value?) {
    let (continuation, atEnd) = state.withLock { state in
      state.isOver = true
      defer { (state.continuation, state.atEnd) = (nil, nil) }
      return (state.continuation, state.atEnd)
    }
    continuation?.resume(returning: value)
    atEnd?()
  }

  /// Runs `action` when the race is over, which it may be already.
  func atEnd(_ action: @escaping @Sendable () -> Void) {
    let isOver = state.withLock { state in
      if !state.isOver { state.atEnd = action }
      return state.isOver
    }
    if isOver { action() }
  }
}
