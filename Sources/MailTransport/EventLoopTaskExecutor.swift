public import NIOCore

/// Runs tasks on an event loop: a task that prefers it changes threads only where it waits for one that blocks. Nothing that
/// runs there may block.
public final class EventLoopTaskExecutor: TaskExecutor {
  private let loop: any EventLoop

  public init(_ loop: any EventLoop) {
    self.loop = loop
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
