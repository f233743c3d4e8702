public import GatewayConfiguration
public import MailTypes

/// Who exists, and whose mail goes where. An address is ours only if its domain is configured: nothing in a local-part
/// (`%`, `!`, a quoted `@`) makes it another address, so this gateway relays for nobody.
public final class AddressDirectory: Sendable {
  /// How often `run` looks whether a file has changed: soon enough for an administrator who tries the new address.
  public static let reloadInterval = Duration.seconds(2)

  /// What old mail systems took for a route inside a local-part (RFC 5321 §4.1.1.3 does away with such routes). Only a
  /// recipients file can say that such a local-part is a mailbox after all.
  private static let routeMarks = Set("%!@".utf8)

  private enum Source: Sendable {
    case file(RecipientFile)
    case callout(CalloutDirectory)
    case any
  }

  private struct Domain: Sendable {
    let organization: String
    let settings: DomainSettings
    let source: Source
  }

  private let domains: [DomainName: Domain]
  private let report: @Sendable (String) -> Void

  /// Reads all recipients files. `now` is a monotonic time; `report` is told, in one line, of a file that was read again or
  /// could not be.
  /// - Throws: everything that is wrong in the files.
  public init(
    organizations: [OrganizationSettings], probe: any RecipientProbe, now: @escaping @Sendable () -> Duration,
    report: @escaping @Sendable (String) -> Void
  ) throws(ConfigurationError) {
    var domains: [DomainName: Domain] = [:]
    var problems: [ConfigurationProblem] = []
    for organization in organizations {
      for settings in organization.domains {
        do throws(ConfigurationError) {
          let source = try AddressDirectory.source(of: settings, probe: probe, now: now)
          domains[settings.name] = Domain(organization: organization.name, settings: settings, source: source)
        } catch {
          problems += error.problems
        }
      }
    }
    guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
    self.domains = domains
    self.report = report
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
    case .file(let file) where file.contains(address.localPart): return local(domain)
    case .file: return hidesRoute ? .hiddenRoute : .unknownRecipient(domain.settings.kind)
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

  /// Looks for changed files until cancelled.
  public func run() async throws {
    while true {
      try await Task.sleep(for: AddressDirectory.reloadInterval)
      reloadChangedFiles()
    }
  }

  /// Reads the files that have changed since they were last read.
  public func reloadChangedFiles() {
    for domain in domains.values {
      if case .file(let file) = domain.source, let line = file.reloadIfChanged() { report(line) }
    }
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

  private static func source(
    of settings: DomainSettings, probe: any RecipientProbe, now: @escaping @Sendable () -> Duration
  ) throws(ConfigurationError) -> Source {
    switch settings.recipients {
    case .any: .any
    case .file(let path): .file(try RecipientFile(path: path, domain: settings.name))
    case .callout(let callout):
      .callout(CalloutDirectory(settings: callout, nextHop: settings.nextHop, probe: probe, now: now))
    }
  }
}
