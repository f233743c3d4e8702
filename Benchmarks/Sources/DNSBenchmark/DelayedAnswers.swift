import Synchronization

/// Lets those who wait go on after a while, many at a time: a timer for each question would cost more than the question.
final class DelayedAnswers: Sendable {
  private let delay: Duration
  private let waiting = Mutex<[(due: ContinuousClock.Instant, waiter: CheckedContinuation<Void, Never>)]>([])
  private static let turn = Duration.milliseconds(10)

  init(delay: Duration) {
    self.delay = delay
    guard delay > .zero else { return }
    Task.detached { [weak self] in
      while self?.letGo(.now) != nil { try? await Task.sleep(for: DelayedAnswers.turn) }
    }
  }

  func wait() async {
    guard delay > .zero else { return }
    await withCheckedContinuation { waiter in waiting.withLock { $0.append((.now + delay, waiter)) } }
  }

  private func letGo(_ now: ContinuousClock.Instant) {
    // All wait equally long, so that they are due in the order in which they came.
    let due = waiting.withLock { waiting in
      let count = waiting.firstIndex { $0.due > now } ?? waiting.count
      defer { waiting.removeFirst(count) }
      return waiting.prefix(count).map(\.waiter)
    }
    for waiter in due { waiter.resume() }
  }
}
