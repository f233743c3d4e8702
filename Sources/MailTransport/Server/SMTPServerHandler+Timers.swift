import NIOCore
import SMTPCore

extension SMTPServerHandler {
  /// Makes sure that the next limit is looked at when it is reached.
  func scheduleTimer() {
    let (_, deadline) = timers.next(isBusy: isBusy, now: .now())
    guard timers.isLate(for: deadline) else { return }
    let bound = NIOLoopBound(self, eventLoop: loop)
    timers.set(loop.scheduleTask(deadline: deadline) { bound.value.timerFired() }, for: deadline)
  }

  private func timerFired() {
    guard stage == .open else { return }
    timers.cancel()
    let now = NIODeadline.now()
    let (limit, deadline) = timers.next(isBusy: isBusy, now: now)
    guard deadline <= now else { return scheduleTimer() }
    session.timedOut(limit.rawValue)
    // A client that does not take its replies will not take this one.
    if context?.channel.isWritable == false { context?.close(promise: nil) }
    pump()
    // A decision is open: it is waited for, and the farewell follows it.
    if stage == .open, !isBusy { context?.close(promise: nil) }
  }
}
