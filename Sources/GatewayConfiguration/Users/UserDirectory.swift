import Dispatch
import Synchronization

/// Signs users in against the users file, which is read again when it changes. A file that becomes unreadable or wrong leaves
/// the last good one in force.
public final class UserDirectory: Sendable {
  public enum SignIn: Hashable, Sendable {
    case accepted(UsersFile.User)
    /// No such user, or another password: which of the two is not told, not even by the time it takes.
    case refused
    /// Too many sign-ins are waiting; `454 4.7.0`.
    case busy
  }

  private struct State {
    var users: UsersFile
    var version: SmallFile.Version?
  }

  private let path: String
  private let state: Mutex<State>
  private let decoy: PasswordHash
  private let gate: SignInGate
  private let report: @Sendable (String) -> Void

  /// `parallel` hashes are computed at a time; each takes some 20 MiB and a core. `report` is told, in one line, of a file
  /// that was read again or could not be.
  /// - Throws: all that is wrong in the file, or that memory for a hash is lacking.
  public init(path: String, parallel: Int = 2, report: @escaping @Sendable (String) -> Void) throws {
    self.path = path
    self.report = report
    gate = SignInGate(parallel: parallel)
    var generator = SystemRandomNumberGenerator()
    // What unknown users are checked against, so that they take as long as known ones.
    decoy = try PasswordHash(of: (0..<16).map { _ in UInt8.random(in: .min ... .max) }, using: &generator)
    // The version is taken first: a change in between is seen at the next sign-in.
    let version = try? SmallFile.Version(of: path)
    state = Mutex(State(users: try UsersFile(path: path), version: version))
  }

  /// Checks a password. Suspends while the hash is computed on a thread of its own.
  public func signIn(user name: String, password: [UInt8]) async -> SignIn {
    reloadIfChanged()
    guard await gate.enter() else { return .busy }
    let user = state.withLock { $0.users[name] }
    let isRight = await UserDirectory.matches(user?.hash ?? decoy, password)
    await gate.leave()
    guard let user, isRight else { return .refused }
    return .accepted(user)
  }

  /// What the file says of a user; `nil` where it names none such.
  public func user(named name: String) -> UsersFile.User? { state.withLock { $0.users[name] } }

  /// Reads the file again if it is another than the last one tried.
  public func reloadIfChanged() {
    let version = try? SmallFile.Version(of: path)
    let isNew = state.withLock { state in
      defer { state.version = version }
      return state.version != version
    }
    guard isNew else { return }
    do {
      let users = try UsersFile(path: path)
      state.withLock { $0.users = users }
      report("users read again: \(users.count) in \(path)")
    } catch {
      report("users not read, the last good ones stay in force: \(error.problems.first?.description ?? path)")
    }
  }

  private static func matches(_ hash: PasswordHash, _ password: [UInt8]) async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: hash.matches(password)) }
    }
  }
}
