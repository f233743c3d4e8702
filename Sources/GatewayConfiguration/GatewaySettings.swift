public import MailTypes

/// Everything an administrator decides about one gateway, as its configuration file says it, with defaults for the rest.
///
/// Each setting is declared once, where its section reads it (`init(reading:)`): the reader, the list of effective values and
/// the reference manual all come from that declaration.
public struct GatewaySettings: Hashable, Sendable {
  /// What the gateway calls itself: in its greeting, in EHLO, in Received fields.
  public var hostname: DomainName
  /// What else it is called in MX records, and its public addresses where a listener does not name them.
  public var alsoKnownAs: [HostAlias]
  /// An absolute path; store, message files and control socket live below it.
  public var stateDirectory: String
  /// The unprivileged account `serve` becomes after binding its sockets; `nil` to stay as started.
  public var user: String?
  /// `nil` for the primary group of `user`.
  public var group: String?
  public var log: LogSettings
  public var tls: TLSSettings?
  public var control: ControlSettings
  /// The path of the users file.
  public var users: String?
  public var listeners: [ListenerSettings]
  public var organizations: [OrganizationSettings]
  /// Clients that may send mail to anywhere.
  public var trustedNetworks: [IPNetwork]
  /// Where mail for foreign domains goes.
  public var relay: OutboundRoute
  public var dns: DNSSettings
  public var limits: LimitSettings
  public var queue: DeliverySettings
  public var scanner: ScannerSettings
  public var authentication: AuthenticationSettings
  public var reports: ReportSettings
  public var antivirus: AntivirusSettings
  public var countries: CountrySettings
  public var trace: TraceSettings
}

extension GatewaySettings: PartialSection {
  init?(reading reader: inout SettingsReader) {
    let hostname = reader.value(
      "hostname", .domainName, default: HostName.ofThisMachine, shown: "the machine's name",
      "What the gateway calls itself in greetings, EHLO and Received fields. Other servers look it up: it should be the name its address resolves to."
    )
    alsoKnownAs = reader.list(
      "alsoKnownAs", .hostAlias, maximum: 256,
      "Further names of this gateway in MX records, and its public addresses in front of a NAT. Mail whose MX records lead back here is returned, `5.4.6` (RFC 5321 §5.1); the hostname and the addresses that listen on port 25 are known anyway."
    )
    stateDirectory = reader.value(
      "stateDirectory", .path, default: "/var/lib/martlet",
      "Folder for the store, message files and the control socket. Only the gateway may write to it.")
    user = reader.optional(
      "user", .accountName, absent: "stay as started",
      "Account to become once the sockets are bound, when started as root.")
    group = reader.optional("group", .accountName, absent: "the account's own group", "Group to become, with `user`.")
    log = reader.section("log", "What is logged to standard error, and how.")
    tls = reader.optionalSection(
      "tls", "Certificate for STARTTLS. Without it no connection is protected and nobody can sign in.")
    users = reader.optional(
      "users", .readableFile, absent: "nobody can sign in",
      "File of the users who may submit mail: a line `name:hash[:organization]` each, made by `martlet user hash`. Changes are seen without a restart."
    )
    let signInWorks = tls != nil && users != nil
    listeners = reader.sections(
      "listeners", maximum: 64, default: ListenerSettings.defaults(withSubmission: signInWorks),
      shown: "`smtp` on 127.0.0.1:2525, and `submission` on 127.0.0.1:2587 when `tls` and `users` are set",
      "Where mail comes in.")
    organizations = reader.sections(
      "organizations", maximum: 10_000, default: [], shown: "none: no mail is accepted but from trusted clients",
      "Whose mail this gateway takes in.")
    trustedNetworks = reader.list(
      "trustedNetworks", .network, maximum: 1000,
      "Clients that may send mail to any address without signing in: your own servers, nobody else.")
    relay = reader.value(
      "relay", .outboundRoute, default: .mx(.opportunistic),
      "Where mail of trusted and signed-in clients for foreign domains goes: to the mail exchangers of each domain, or always to one next hop."
    )
    dns = reader.section("dns", "Where answers to DNS questions come from.")
    limits = reader.section("limits", "What clients may use up.")
    queue = reader.section("queue", "How long and how often delivery is tried.")
    scanner = reader.section("scanner", "The processes that look into messages.")
    authentication = reader.section("authentication", "How senders are authenticated.")
    reports = reader.section("reports", "DMARC aggregate reports: those this gateway writes, and those others write to you.")
    antivirus = reader.section("antivirus", "Virus scanners that are asked about every message.")
    countries = reader.section("countries", "Where clients are.")
    trace = reader.section("trace", "What is kept of messages that have gone, for `martlet trace`.")
    control = reader.section("control", "The socket the `martlet` commands talk to.") { [stateDirectory] in
      ControlSettings(reading: &$0, stateDirectory: stateDirectory)
    }
    guard let hostname else { return nil }
    self.hostname = hostname
    checkListeners(&reader, signInWorks: signInWorks)
    checkDomains(&reader)
  }

  private func checkListeners(_ reader: inout SettingsReader, signInWorks: Bool) {
    for (index, listener) in listeners.enumerated() {
      if listeners[..<index].contains(where: { $0.address == listener.address }) {
        reader.problem("listeners[\(index)].address", "\(listener.address) is taken by another listener; each needs its own")
      }
      if listeners[..<index].contains(where: { $0.name == listener.name }) {
        reader.problem("listeners[\(index)]", "another listener is called \(listener.name) too; give each a name of its own")
      }
      if listener.kind == .submission, !signInWorks {
        reader.problem(
          "listeners[\(index)].kind",
          "submission needs `tls` and `users`, because signing in is only possible under TLS; set both")
      }
    }
  }

  private func checkDomains(_ reader: inout SettingsReader) {
    var owners: [DomainName: String] = [:]
    var names: Set<String> = []
    for (index, organization) in organizations.enumerated() {
      if !names.insert(organization.name).inserted {
        reader.problem(
          "organizations[\(index)].name", "two organizations are called \(organization.name); each needs its own name")
      }
      for (position, domain) in organization.domains.enumerated() {
        if let owner = owners.updateValue(organization.name, forKey: domain.name) {
          reader.problem(
            "organizations[\(index)].domains[\(position)].name",
            "\(domain.name) belongs to \(owner) already; a domain has one organization and stands once")
        }
      }
    }
  }
}
