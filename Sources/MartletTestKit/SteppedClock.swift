import Synchronization

/// Time that stands still until a test moves it.
public final class SteppedClock: Clock, Sendable {
  public struct Instant: InstantProtocol {
    /// Since the clock was made.
    public let elapsed: Duration

    public func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
    public func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
    public static func < (left: Instant, right: Instant) -> Bool { left.elapsed < right.elapsed }
  }

  private struct Sleeper {
    let id: Int
    let wakes: Instant
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now = Instant(elapsed: .zero)
    var count = 0
    var sleepers: [Sleeper] = []
    var watchers: [CheckedContinuation<Duration, Never>] = []
  }

  private let state = Mutex(State())

  public init() {}

  public var now: Instant { state.withLock { $0.now } }
  public var minimumResolution: Duration { .nanoseconds(1) }

  public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let id = state.withLock { state in
      state.count += 1
      return state.count
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let watchers = state.withLock { state in
          state.sleepers.append(Sleeper(id: id, wakes: deadline, continuation: continuation))
          defer { state.watchers = [] }
          return state.watchers.map { ($0, state.now.duration(to: deadline)) }
        }
        for (watcher, duration) in watchers { watcher.resume(returning: duration) }
        if Task.isCancelled { wake { $0.id == id }.forEach { $0.resume(throwing: CancellationError()) } }
      }
    } onCancel: {
      wake { $0.id == id }.forEach { $0.resume(throwing: CancellationError()) }
    }
  }

  /// Waits until somebody sleeps, and says for how long.
  public func nextSleep() async -> Duration {
    await withCheckedContinuation { watcher in
      let duration = state.withLock { state -> Duration? in
        guard let sleeper = state.sleepers.first else {
          state.watchers.append(watcher)
          return nil
        }
        return state.now.duration(to: sleeper.wakes)
      }
      if let duration { watcher.resume(returning: duration) }
    }
  }

  /// Moves on, and wakes those whose time has come.
  public func advance(by duration: Duration) {
    let now = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      return state.now
    }
    wake { $0.wakes <= now }.forEach { $0.resume() }
  }

  private func wake(_ isDue: (Sleeper) -> Bool) -> [CheckedContinuation<Void, any Error>] {
    state.withLock { state in
      let due = state.sleepers.filter(isDue)
      state.sleepers.removeAll(where: isDue)
      return due.map(\.continuation)
    }
  }
}
