public import FilterPolicy
public import GatewayConfiguration
public import MailTypes

/// Who exists, and whose mail goes where. An address is ours only if its domain is configured: nothing in a local-part
/// (`%`, `!`, a quoted `@`) makes it another address, so this gateway relays for nobody.
public final class AddressDirectory: Sendable {
  /// How often `run` looks whether a file has changed: soon enough for an administrator who tries the new address.
  public static let reloadInterval = Duration.seconds(2)

  /// What old mail systems took for a route inside a local-part (RFC 5321 §4.1.1.3 does away with such routes). Only a
  /// directory that lists it can say that such a local-part is a mailbox after all.
  private static let routeMarks = Set("%!@".utf8)

  private enum Source: Sendable {
    case directory(OrganizationDirectory)
    case callout(CalloutDirectory)
    case any
  }

  private struct Domain: Sendable {
    let organization: String
    let settings: DomainSettings
    let source: Source
  }

  private let domains: [DomainName: Domain]
  private let directories: [String: OrganizationDirectory]

  /// Reads all files. `now` is a monotonic time; `report` is told, in one line, of what was read again or could not be;
  /// `remote` makes what reads a server.
  /// - Throws: everything that is wrong in the files.
  public init(
    organizations: [OrganizationSettings], probe: any RecipientProbe, now: @escaping @Sendable () -> Duration,
    remote: (LDAPSettings) -> any RemoteDirectory = { LDAPDirectory($0) }, report: @escaping @Sendable (String) -> Void
  ) throws(ConfigurationError) {
    var domains: [DomainName: Domain] = [:]
    var directories: [String: OrganizationDirectory] = [:]
    var problems: [ConfigurationProblem] = []
    for organization in organizations {
      do throws(ConfigurationError) {
        let directory = try OrganizationDirectory(
          organization, remote: organization.directory.ldap.map(remote), now: now, report: report)
        directories[organization.name] = directory
        for settings in organization.domains {
          let source = AddressDirectory.source(of: settings, directory, probe: probe, now: now)
          domains[settings.name] = Domain(organization: organization.name, settings: settings, source: source)
        }
      } catch {
        problems += error.problems
      }
    }
    guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
    self.domains = domains
    self.directories = directories
  }

  /// What is wrong in the files of an organisation, without keeping them.
  public static func problems(in organization: OrganizationSettings) -> [ConfigurationProblem] {
    do throws(ConfigurationError) {
      _ = try OrganizationDirectory.files(organization)
      return []
    } catch {
      return error.problems
    }
  }

  /// The organisation a domain belongs to; `nil` for domains of others, and for address literals, which nobody configures.
  public func organization(of domain: MailDomain) -> String? {
    guard case .name(let name) = domain else { return nil }
    return domains[name]?.organization
  }

  /// What can be said at once; `nil` where the next hop has to be asked.
  public func knownClass(of address: EmailAddress) -> RecipientClass? {
    guard let domain = domain(of: address) else { return .notOurs }
    if isRole(address) { return local(domain) }
    let hidesRoute = address.localPart.utf8.contains(where: AddressDirectory.routeMarks.contains)
    switch domain.source {
    case .any: return hidesRoute ? .hiddenRoute : local(domain)
    case .directory(let directory): return known(directory.existence(of: address), domain, hidesRoute: hidesRoute)
    case .callout where hidesRoute: return .hiddenRoute
    case .callout(let callout): return callout.cachedAnswer(for: address).map { decided($0, domain) }
    }
  }

  /// What the address is; asks the next hop where that is how its domain is known.
  public func classify(_ address: EmailAddress) async -> RecipientClass {
    if let known = knownClass(of: address) { return known }
    guard let domain = domain(of: address), case .callout(let callout) = domain.source else { return .notOurs }
    switch await callout.answer(for: address) {
    case .accepted: return local(domain)
    case .refused: return decided(false, domain)
    case .undecided(let cause): return .undecided(cause: cause)
    }
  }

  /// The recipients and groups of an organisation as they are now; `nil` where there is none of that name.
  public func book(of organization: String) -> RecipientBook? { directories[organization]?.book }

  /// What of it is the store's, and can be changed through it.
  public func storedBook(of organization: String) -> RecipientBook? { directories[organization]?.storedBook }

  /// Sorted.
  public var organizations: [String] { directories.keys.sorted() }

  /// Sorted by organisation.
  public var states: [DirectoryState] { directories.values.map(\.state).sorted { $0.organization < $1.organization } }

  /// Takes what the store has of an organisation.
  public func setStored(
    _ recipients: [DirectoryRecipient], _ groups: [DirectoryGroup], organization: String
  ) {
    directories[organization]?.setStored(recipients, groups)
  }

  /// Follows one change of the store.
  public func applyStored(_ change: DirectoryChange, organization: String) {
    directories[organization]?.applyStored(change)
  }

  /// Looks for changed files, and reads servers from time to time, until cancelled.
  public func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for directory in directories.values { group.addTask { try await directory.run() } }
      group.addTask {
        while true {
          try await Task.sleep(for: AddressDirectory.reloadInterval)
          self.reloadChangedFiles()
        }
      }
      try await group.waitForAll()
    }
  }

  /// Reads all servers once, now. What one said before stays in force where that fails.
  public func readServers() async {
    await withTaskGroup { group in
      for directory in directories.values { group.addTask { await directory.refresh() } }
    }
  }

  /// Reads the files that have changed since they were last read.
  public func reloadChangedFiles() {
    for directory in directories.values { directory.reloadChangedFiles() }
  }

  private func domain(of address: EmailAddress) -> Domain? {
    address.domainName.flatMap { domains[$0] }
  }

  /// RFC 5321 §4.5.1 demands `postmaster`, RFC 2142 §2 and §4 `abuse`: somebody must hear of what goes wrong.
  private func isRole(_ address: EmailAddress) -> Bool {
    let localPart = address.localPart.lowercased()
    return localPart == "postmaster" || localPart == "abuse"
  }

  private func decided(_ exists: Bool, _ domain: Domain) -> RecipientClass {
    exists ? local(domain) : .unknownRecipient(domain.settings.kind)
  }

  private func local(_ domain: Domain) -> RecipientClass {
    .local(
      LocalRecipient(
        organization: domain.organization, domain: domain.settings.name, kind: domain.settings.kind,
        nextHop: domain.settings.nextHop))
  }

  private func known(
    _ existence: OrganizationDirectory.Existence, _ domain: Domain, hidesRoute: Bool
  ) -> RecipientClass {
    switch existence {
    case .listed: local(domain)
    case _ where hidesRoute: .hiddenRoute
    case .open: local(domain)
    case .absent: .unknownRecipient(domain.settings.kind)
    case .unclear(let cause): .undecided(cause: cause)
    }
  }

  private static func source(
    of settings: DomainSettings, _ directory: OrganizationDirectory, probe: any RecipientProbe,
    now: @escaping @Sendable () -> Duration
  ) -> Source {
    switch settings.recipients {
    case .any: .any
    case .directory, .file: .directory(directory)
    case .callout(let callout):
      .callout(CalloutDirectory(settings: callout, nextHop: settings.nextHop, probe: probe, now: now))
    }
  }
}
