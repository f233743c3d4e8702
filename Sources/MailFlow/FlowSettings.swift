public import FilterPolicy
public import GatewayConfiguration
public import MailTypes

/// What the flow of mail through this gateway depends on, beside the parts that do the work.
public struct FlowSettings: Sendable {
  /// What Received fields and Authentication-Results call this gateway.
  public var hostname: DomainName
  /// The domains of all organisations.
  public var ownDomains: Set<DomainName>
  /// Where mail for `postmaster` of this host goes (RFC 5321 §4.5.1): the first domain of the first organisation.
  public var homeDomain: DomainName?
  /// Clients that may send to any address without signing in.
  public var trustedNetworks: [IPNetwork]
  /// Where mail for domains of others goes.
  public var relay: OutboundRoute
  /// Received fields from which a message is in a loop (RFC 5321 §6.3).
  public var maximumHops: Int
  /// Longest time a client waits for a scan; past it the message is kept, answered and scanned from the queue (design §4).
  public var scanDeadline: Duration
  /// Hosts of ours that hand over mail of strangers.
  public var relays: [IPNetwork]
  public var discovery: DMARCDiscovery
  /// Whose key seals what strangers send and we pass on (ARC); nothing is sealed without.
  public var sealDomain: DomainName?
  /// Organisations that only look at what is decided, by name, with the filter whose verdicts are compared.
  public var shadows: [String: ForeignFilter]
  /// What every organisation has decided.
  public var snapshots: PolicySnapshots

  public init(
    hostname: DomainName, ownDomains: Set<DomainName>, homeDomain: DomainName?, trustedNetworks: [IPNetwork],
    relay: OutboundRoute, maximumHops: Int,
    scanDeadline: Duration, relays: [IPNetwork] = [], discovery: DMARCDiscovery = .treeWalk,
    sealDomain: DomainName? = nil, shadows: [String: ForeignFilter] = [:], snapshots: PolicySnapshots
  ) {
    self.hostname = hostname
    self.ownDomains = ownDomains
    self.homeDomain = homeDomain
    self.trustedNetworks = trustedNetworks
    self.relay = relay
    self.maximumHops = maximumHops
    self.scanDeadline = scanDeadline
    self.relays = relays
    self.discovery = discovery
    self.sealDomain = sealDomain
    self.shadows = shadows
    self.snapshots = snapshots
  }

  /// True for a client whose mail we answer for: it signed in, or comes from a trusted network.
  func isOurs(_ client: ClientFacts) -> Bool {
    client.authenticatedUser != nil || trustedNetworks.contains { $0.contains(client.address) }
  }

  /// The organisation's decisions, or the defaults for mail that belongs to none (a trusted host relaying for strangers).
  func snapshot(of organization: String) -> PolicySnapshot {
    snapshots.of(organization) ?? PolicySnapshot(organization: organization, hostname: hostname.text)
  }
}
