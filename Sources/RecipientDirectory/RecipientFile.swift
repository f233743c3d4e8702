import GatewayConfiguration
import MailTypes
import Synchronization

/// A recipients file of one domain, read again when it changes. One that becomes unreadable or wrong leaves the last good one
/// in force.
final class RecipientFile: Sendable {
  private struct State {
    var list: RecipientList
    /// Of the last file tried, good or not.
    var version: SmallFile.Version?
  }

  private let path: String
  private let domain: DomainName
  private let state: Mutex<State>

  /// - Throws: the lines that are wrong, or that the file cannot be read.
  init(path: String, domain: DomainName) throws(ConfigurationError) {
    self.path = path
    self.domain = domain
    // The version is taken first: a change in between is seen at the next look.
    let version = try? SmallFile.Version(of: path)
    state = Mutex(State(list: try RecipientList(path: path, domain: domain), version: version))
  }

  func contains(_ localPart: String) -> Bool { state.withLock { $0.list.contains(localPart) } }

  /// What to log, where the file is another than the last one tried.
  func reloadIfChanged() -> String? {
    let version = try? SmallFile.Version(of: path)
    guard state.withLock({ $0.version }) != version else { return nil }
    do {
      // Read outside the lock: recipients are looked up meanwhile.
      let list = try RecipientList(path: path, domain: domain)
      state.withLock { $0 = State(list: list, version: version) }
      return "recipients read again: \(list.count) of \(domain) in \(path)"
    } catch {
      state.withLock { $0.version = version }
      return "recipients of \(domain) not read, the last good ones stay in force: \(error.problems.first?.description ?? path)"
    }
  }
}
