import CProcess
import Glibc

/// One child that is to run at all times: what to start, and how the last starts went.
struct SupervisedChild {
  enum Role: String {
    case gateway, resolver, scanner
  }

  typealias Instant = ContinuousClock.Instant

  let role: Role
  let path: String
  let arguments: [String]
  let environment: [String: String]
  /// Handed on as 3, 4, …
  let descriptors: [CInt]

  private(set) var pid: pid_t?
  private(set) var startedAt = Instant.now
  /// When to start it again; `nil` while it runs.
  private(set) var dueAt: Instant?
  private var backoff = RespawnBackoff()

  init(role: Role, path: String, arguments: [String], environment: [String: String], descriptors: [CInt], now: Instant) {
    self.role = role
    self.path = path
    self.arguments = ["martlet"] + arguments
    self.environment = environment
    self.descriptors = descriptors
    dueAt = now
  }

  /// - Returns: 0, or an errno; then `dueAt` says when to try again.
  mutating func start(now: Instant) -> CInt {
    startedAt = now
    let result = spawn()
    guard result > 0 else {
      dueAt = now + backoff.delay(lived: .zero, endedOrderly: false)
      return -result
    }
    pid = result
    dueAt = nil
    return 0
  }

  /// `status` as `martlet_reap` gives it. Returns the time until it is started again.
  mutating func ended(status: CInt, now: Instant) -> Duration {
    pid = nil
    let delay = backoff.delay(lived: now - startedAt, endedOrderly: status == 0)
    dueAt = now + delay
    return delay
  }

  /// Not to be started again.
  mutating func retire() { dueAt = nil }

  func signal(_ number: CInt) {
    // Our own child, not reaped yet: the number cannot have passed to another process.
    if let pid { kill(pid, number) }
  }

  private func spawn() -> pid_t {
    withCStrings(arguments) { arguments in
      withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
        martlet_spawn(path, arguments, environment, descriptors, CInt(descriptors.count))
      }
    }
  }

  private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }
}
