import FilterPolicy
import GatewayConfiguration
import MailTypes
import Synchronization

/// The recipients and groups of one organisation: what its files, its server and the gateway's own store say, united in one
/// book that is replaced whole.
final class OrganizationDirectory: Sendable {
  /// After a failure the server is asked again so soon, where its interval is longer.
  static let retryInterval = Duration.seconds(60)

  private let name: String
  private let files: [DirectoryFile]
  private let remote: (any RemoteDirectory)?
  private let remoteInterval: Duration
  private let now: @Sendable () -> Duration
  private let report: @Sendable (String) -> Void
  private let current: Mutex<Current>
  /// Held while a book is made, so that changes follow each other; readers wait for `current` only.
  private let parts: Mutex<Parts>

  private struct Current {
    var book: RecipientBook
    var openDomains: Set<DomainName>
    var server: DirectoryState.Server?
    /// By the monotonic clock.
    var readAt: Duration?
  }

  private struct Parts {
    var remote: DirectoryContents?
    /// Of all but the store.
    var foreign = RecipientBook()
    var stored = RecipientBook()
  }

  /// - Throws: everything that is wrong in the files.
  init(
    _ settings: OrganizationSettings, remote: (any RemoteDirectory)?, now: @escaping @Sendable () -> Duration,
    report: @escaping @Sendable (String) -> Void
  ) throws(ConfigurationError) {
    name = settings.name
    files = try OrganizationDirectory.files(settings)
    self.remote = remote
    remoteInterval = settings.directory.ldap?.interval ?? OrganizationDirectory.retryInterval
    self.now = now
    self.report = report
    current = Mutex(
      Current(book: RecipientBook(), openDomains: [], server: remote.map { DirectoryState.Server(name: $0.name) }))
    parts = Mutex(Parts())
    rebuild { _ in }
  }

  static func files(_ settings: OrganizationSettings) throws(ConfigurationError) -> [DirectoryFile] {
    var files: [DirectoryFile] = []
    var problems: [ConfigurationProblem] = []
    func add(_ path: String, _ domain: DomainName?) {
      do throws(ConfigurationError) {
        files.append(try DirectoryFile(path: path, domain: domain))
      } catch {
        problems += error.problems
      }
    }
    if let path = settings.directory.file { add(path, nil) }
    for domain in settings.domains {
      if case .file(let path) = domain.recipients { add(path, domain.name) }
    }
    guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
    return files
  }

  var book: RecipientBook { current.withLock { $0.book } }

  var storedBook: RecipientBook { parts.withLock { $0.stored } }

  var state: DirectoryState {
    let (book, server) = current.withLock { current in
      var server = current.server
      server?.age = current.readAt.map { Int(clamping: max(.zero, now() - $0).components.seconds) }
      return (current.book, server)
    }
    return DirectoryState(organization: name, recipients: book.count, groups: book.groupCount, server: server)
  }

  enum Existence {
    case listed
    /// Not listed, but every address of its domain exists.
    case open
    case absent
    /// The server was not read yet.
    case unclear(String)
  }

  func existence(of address: EmailAddress) -> Existence {
    let (book, isOpen, server) = current.withLock { current in
      (
        current.book, address.domainName.map(current.openDomains.contains) ?? false,
        current.readAt == nil ? current.server : nil
      )
    }
    if book.contains(address) { return .listed }
    if isOpen { return .open }
    return server.map { .unclear("\($0.name) was not read yet" + ($0.cause.map { ": \($0)" } ?? "")) } ?? .absent
  }

  func reloadChangedFiles() {
    var hasChanged = false
    for file in files {
      switch file.reloadIfChanged() {
      case .read(let line):
        hasChanged = true
        report("\(name): \(line)")
      case .kept(let line): report("\(name): \(line)")
      case nil: break
      }
    }
    if hasChanged { rebuild { _ in } }
  }

  /// Puts what the store has in the place of what it had.
  func setStored(_ recipients: [DirectoryRecipient], _ groups: [DirectoryGroup]) {
    rebuild { $0.stored = RecipientBook(recipients: recipients, groups: groups) }
  }

  /// Follows one change of the store.
  func applyStored(_ change: DirectoryChange) {
    parts.withLock { parts in
      parts.stored = parts.stored.applying(change)
      // What a file or the server says of the same recipient or group has to be united with it again.
      let isShared = parts.foreign.has(change.subject)
      let book = isShared ? parts.foreign.united(with: parts.stored) : self.book.applying(change)
      publish(book)
    }
  }

  /// Reads the server until cancelled.
  func run() async throws {
    guard remote != nil else { return }
    while true {
      let isGood = await refresh()
      try await Task.sleep(for: isGood ? remoteInterval : min(remoteInterval, OrganizationDirectory.retryInterval))
    }
  }

  /// Reads the server once; what it said before stays in force where that fails.
  @discardableResult func refresh() async -> Bool {
    guard let remote else { return true }
    do throws(RemoteDirectoryError) {
      let contents = try await remote.read()
      rebuild { $0.remote = contents }
      let before = current.withLock { current in
        defer {
          current.readAt = now()
          current.server = DirectoryState.Server(name: remote.name, skipped: contents.skipped)
        }
        return current.readAt == nil || current.server?.cause != nil
      }
      if before {
        report("\(name): recipients read from \(remote.name): \(contents.recipients.count) and \(contents.groups.count) groups")
      }
      return true
    } catch {
      let isNew = current.withLock { current in
        defer { current.server?.cause = error.description }
        return current.server?.cause != error.description
      }
      if isNew { report("\(name): \(remote.name) not read, the last good answer stays in force: \(error)") }
      return false
    }
  }

  private func rebuild(_ change: (inout Parts) -> Void) {
    parts.withLock { parts in
      change(&parts)
      let contents = files.map(\.contents) + (parts.remote.map { [$0] } ?? [])
      parts.foreign = RecipientBook(
        recipients: contents.lazy.flatMap(\.recipients), groups: contents.lazy.flatMap(\.groups))
      let openDomains = contents.reduce(into: Set<DomainName>()) { $0.formUnion($1.openDomains) }
      current.withLock { $0.openDomains = openDomains }
      publish(parts.foreign.united(with: parts.stored))
    }
  }

  private func publish(_ book: RecipientBook) {
    current.withLock { current in
      var book = book
      book.revision = current.book.revision &+ 1
      current.book = book
    }
  }
}
