public import FilterPolicy
import Glibc
public import MailTypes
import Synchronization

/// The database in force: read again when its files change. What cannot be used leaves the old one, or none; mail goes on.
public final class CountryLookup: Sendable {
  /// What became of reading the files, for the log.
  public enum Event: Sendable {
    case loaded(files: [String])
    /// None of the files of Debian's package is there, and the configuration names no other.
    case notInstalled
    case failed(CountryFileError, keepsOld: Bool)
  }

  /// Such databases change once a month; whoever cannot wait sends SIGHUP.
  private static let interval = Duration.seconds(30)

  /// `nil` for those of Debian's package, as far as they are installed.
  private let named: [String]?
  private let report: @Sendable (Event) -> Void
  private let state = Mutex(State())

  private struct State {
    var database: CountryDatabase?
    /// Of the files that were read last.
    var versions: [[Int]]?
  }

  public init(files: [String]?, report: @escaping @Sendable (Event) -> Void) {
    named = files
    self.report = report
  }

  /// ISO 3166-1 alpha-2.
  public func country(of address: IPAddress) -> String? {
    state.withLock { $0.database }?.country(of: address)
  }

  /// Of the client that handed a message over: the first that is no relay of ours. Behind a relay that hides it, and for a
  /// message that could not be read, nobody knows it.
  public func country(of findings: Findings) -> String? {
    guard findings.authentication.route != .hidden, findings.unscannable == nil else { return nil }
    return country(of: findings.entities.clientAddress)
  }

  /// Looks for changed files until the task is cancelled.
  public func run(clock: some Clock<Duration> = ContinuousClock()) async throws {
    while true {
      try await clock.sleep(for: CountryLookup.interval)
      if state.withLock({ $0.versions }) != versions() { reload() }
    }
  }

  /// Reads the files whether they changed or not.
  public func reload() {
    let versions = versions()
    let files = files
    do throws(CountryFileError) {
      let database = files.isEmpty ? nil : try CountryDatabase(files: files)
      state.withLock { $0 = State(database: database, versions: versions) }
      report(files.isEmpty ? .notInstalled : .loaded(files: files))
    } catch {
      let keepsOld = state.withLock { state in
        state.versions = versions
        return state.database != nil
      }
      report(.failed(error, keepsOld: keepsOld))
    }
  }

  private var files: [String] {
    if let named { return named }
    return CountryDatabase.debianFiles.filter { access($0, F_OK) == 0 }
  }

  /// What changes when a file does.
  private func versions() -> [[Int]] {
    (named ?? CountryDatabase.debianFiles).map { path in
      var status = stat()
      guard stat(path, &status) == 0 else { return [] }
      return [Int(status.st_ino), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec), Int(status.st_size)]
    }
  }
}
