/// The time schedules go by: microseconds since 1970 UTC, as stored, that run with the monotonic clock. A jump of the wall
/// clock changes nothing in a running process.
public protocol QueueClock: Sendable {
  func now() -> Int64
  /// - Throws: `CancellationError`.
  func sleep(seconds: Int) async throws
}

/// The wall clock as it was when the process started, carried on by the monotonic clock.
public struct AnchoredClock: QueueClock {
  private let anchor = ContinuousClock.now
  private let start: Int64

  /// `start` is the time now, in microseconds since 1970 UTC.
  public init(start: Int64) {
    self.start = start
  }

  public func now() -> Int64 {
    let (seconds, attoseconds) = anchor.duration(to: .now).components
    return start &+ seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000
  }

  public func sleep(seconds: Int) async throws {
    try await Task.sleep(for: .seconds(seconds), clock: .continuous)
  }
}
