public import Foundation
import Glibc
import Synchronization

/// A program started for one test, ended with the value. Started and waited for by the kernel's own calls: Foundation's
/// `Process` waits in a run loop, which the threads of Swift's tasks do not have.
public final class PeerProcess: Sendable {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// `nil` once it has ended.
  private let process: Mutex<pid_t?>

  public let identifier: pid_t

  /// Starts the first of `paths` that is there, with `environment` beside that of this process. What it prints is added to the
  /// file `output`, or lost; so is what it complains of, to `errors` where that is given.
  /// - Throws: `Failure` where none is, or it cannot be started.
  public init(
    _ paths: [String], arguments: [String], environment: [String: String] = [:], input: URL? = nil, output: URL? = nil,
    errors: URL? = nil
  ) throws {
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else {
      throw Failure(description: "not installed: \(paths.joined(separator: ", ")); scripts/test installs what tests need")
    }
    let streams = Streams(input: input?.path ?? "/dev/null", output: output?.path ?? "/dev/null", errors: errors?.path)
    identifier = try PeerProcess.spawn(path, arguments, environment, streams)
    process = Mutex(identifier)
  }

  private struct Streams {
    let input: String
    let output: String
    let errors: String?
  }

  /// False once it has ended, however it did.
  public var isRunning: Bool {
    process.withLock { process in
      guard let pid = process else { return false }
      var status: CInt = 0
      guard waitpid(pid, &status, WNOHANG) == pid else { return true }
      process = nil
      return false
    }
  }

  /// Waits until it has ended by itself.
  /// - Returns: its exit status, or -1 where a signal ended it or it was stopped before.
  @discardableResult public func wait() -> Int {
    process.withLock { process in
      guard let pid = process else { return -1 }
      process = nil
      return PeerProcess.wait(for: pid)
    }
  }

  /// Asks it to end, or with SIGKILL ends it, and waits until it has.
  /// - Returns: its exit status, or -1 where a signal ended it or it had ended before.
  @discardableResult public func stop(_ signal: CInt = SIGTERM) -> Int {
    process.withLock { process in
      guard let pid = process else { return -1 }
      kill(pid, signal)
      process = nil
      return PeerProcess.wait(for: pid)
    }
  }

  deinit { stop() }

  private static func wait(for pid: pid_t) -> Int {
    var status: CInt = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : -1
  }

  private static func spawn(
    _ path: String, _ arguments: [String], _ environment: [String: String], _ streams: Streams
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, streams.output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    if let errors = streams.errors {
      posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    } else {
      posix_spawn_file_actions_adddup2(&actions, 1, 2)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads of Swift's tasks block signals, SIGTERM among them, and a child inherits that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
    let words = cStrings([path] + arguments)
    let settings = cStrings(variables)
    defer { (words + settings).forEach { free($0) } }
    var pid: pid_t = 0
    let result = posix_spawn(&pid, path, &actions, &attributes, words, settings)
    guard result == 0 else { throw Failure(description: "cannot start \(path): \(String(cString: strerror(result)))") }
    return pid
  }

  /// With the empty entry at the end that `posix_spawn` looks for; to be freed.
  private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }
}
