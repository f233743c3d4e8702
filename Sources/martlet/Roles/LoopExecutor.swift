import CProcess
import Glibc
import Synchronization

/// Runs tasks on the thread it was made on, whichever thread made them ready.
final class LoopExecutor: TaskExecutor {
  /// Readable when another thread has made a job ready.
  let wakeDescriptor: CInt
  private let thread = pthread_self()
  private let ready = Mutex<[UnownedJob]>([])

  init() throws(RoleError) {
    wakeDescriptor = martlet_eventfd()
    try RoleError.check(wakeDescriptor, "make a wake-up descriptor")
  }

  deinit { close(wakeDescriptor) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    ready.withLock { $0.append(job) }
    guard pthread_equal(pthread_self(), thread) == 0 else { return }
    var one: UInt64 = 1
    _ = write(wakeDescriptor, &one, 8)
  }

  func clearWake() {
    var count: UInt64 = 0
    _ = read(wakeDescriptor, &count, 8)
  }

  var hasReady: Bool { ready.withLock { !$0.isEmpty } }

  /// Runs the jobs that are ready now; those they make ready wait for the next call.
  func runReady() {
    let jobs = ready.withLock { ready in
      defer { ready.removeAll(keepingCapacity: true) }
      return ready
    }
    for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
