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

  /// Starts the first of `paths` that is there. What it prints goes to the file `output`, or nowhere.
  /// - Throws: `Failure` where none is, or it cannot be started.
  public init(_ paths: [String], arguments: [String], output: URL? = nil) throws {
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else {
      throw Failure(description: "not installed: \(paths.joined(separator: ", ")); scripts/test installs what tests need")
    }
    process = Mutex(try PeerProcess.spawn(path, arguments, output?.path ?? "/dev/null"))
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

  /// Asks it to end, and waits until it has.
  public func stop() {
    process.withLock { process in
      guard let pid = process else { return }
      kill(pid, SIGTERM)
      _ = PeerProcess.wait(for: pid)
      process = nil
    }
  }

  deinit { stop() }

  private static func wait(for pid: pid_t) -> Int {
    var status: CInt = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : -1
  }

  private static func spawn(_ path: String, _ arguments: [String], _ output: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads of Swift's tasks block signals, SIGTERM among them, and a child inherits that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    var pid: pid_t = 0
    let result = posix_spawn(&pid, path, &actions, &attributes, words, environ)
    guard result == 0 else { throw Failure(description: "cannot start \(path): \(String(cString: strerror(result)))") }
    return pid
  }
}
