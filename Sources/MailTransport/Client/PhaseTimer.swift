import NIOCore

/// One deadline that moves with every step of a conversation. Moving it later costs no scheduling: the task that is already
/// scheduled looks again when it runs.
final class PhaseTimer {
  private let eventLoop: any EventLoop
  private let expired: @Sendable () -> Void
  private var deadline: NIODeadline?
  private var scheduled: (at: NIODeadline, task: Scheduled<Void>)?

  /// `expired` is called on `eventLoop`.
  init(eventLoop: any EventLoop, expired: @escaping @Sendable () -> Void) {
    self.eventLoop = eventLoop
    self.expired = expired
  }

  /// `nil` stops the timer.
  func restart(_ amount: TimeAmount?) {
    deadline = amount.map { .now() + $0 }
    guard let deadline else { return cancel() }
    if let scheduled, scheduled.at <= deadline { return }
    schedule(at: deadline)
  }

  func cancel() {
    scheduled?.task.cancel()
    (scheduled, deadline) = (nil, nil)
  }

  private func schedule(at time: NIODeadline) {
    scheduled?.task.cancel()
    let timer = NIOLoopBound(self, eventLoop: eventLoop)
    scheduled = (time, eventLoop.scheduleTask(deadline: time) { timer.value.look() })
  }

  private func look() {
    scheduled = nil
    guard let deadline else { return }
    guard NIODeadline.now() < deadline else {
      self.deadline = nil
      return expired()
    }
    schedule(at: deadline)
  }
}
