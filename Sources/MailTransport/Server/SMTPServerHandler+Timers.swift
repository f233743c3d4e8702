import NIOCore
import SMTPCore

extension SMTPServerHandler {
  func scheduleTimer() {
    let (_, deadline) = timers.next(isBusy: isBusy, now: .now())
    let bound = NIOLoopBound(self, eventLoop: loop)
    timers.scheduled = loop.scheduleTask(deadline: deadline) { bound.value.timerFired() }
  }

  private func timerFired() {
    guard stage == .open else { return }
    let now = NIODeadline.now()
    let (limit, deadline) = timers.next(isBusy: isBusy, now: now)
    guard deadline <= now else { return scheduleTimer() }
    session.timedOut(limit.rawValue)
    // A client that does not take its replies will not take this one.
    if context?.channel.isWritable == false { context?.close(promise: nil) }
    pump()
    if stage == .open, !isBusy { context?.close(promise: nil) }
  }
}
