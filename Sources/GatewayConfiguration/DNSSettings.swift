public import MailTypes

/// Where answers to DNS questions come from.
public struct DNSSettings: Hashable, Sendable {
  /// Recursive servers to ask; empty for those of `/etc/resolv.conf`.
  public var nameservers: [Nameserver]
  /// A zone file (JSON object or RFC 1035 master file) that gives all answers; nothing else is asked.
  public var zone: String?
  /// For one question, retries included.
  public var timeout: Duration
  /// How long a time-out or failure answers the same question without asking again.
  public var failureTime: Duration
  /// The longest that the absence of a name or record is remembered.
  public var negativeTime: Duration
  /// Domains whose questions go to servers of their own.
  public var stubZones: [StubZone]
  /// DNSSEC trust anchors; `nil` for no validation.
  public var trustAnchors: String?
  /// Lists that are asked about every message. None by default: their operators learn who writes to whom, and set terms.
  public var lists: [BlocklistSettings]

  /// A server's address and port: `192.0.2.53`, `[2001:db8::53]:5353`.
  public struct Nameserver: Hashable, Sendable {
    public var address: IPAddress
    public var port: UInt16

    public init(address: IPAddress, port: UInt16 = 53) {
      self.address = address
      self.port = port
    }

    public init?(_ text: some StringProtocol) {
      if let address = IPAddress(text) {
        self.init(address: address)
      } else if case .tcp(let address, let port) = ListenerAddress(text), port > 0 {
        self.init(address: address, port: port)
      } else {
        return nil
      }
    }
  }

  public struct StubZone: Hashable, Sendable {
    public var name: DomainName
    public var nameservers: [Nameserver]

    public init(name: DomainName, nameservers: [Nameserver]) {
      self.name = name
      self.nameservers = nameservers
    }
  }
}

extension DNSSettings.Nameserver: CustomStringConvertible {
  public var description: String {
    port == 53 ? "\(address)" : "\(ListenerAddress.tcp(address, port: port))"
  }
}

extension DNSSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    nameservers = reader.list(
      "nameservers", .nameserver, maximum: 16, shown: "none: the system's (`/etc/resolv.conf`)",
      "Recursive name servers to ask. Public ones are refused by most block lists: run your own.")
    zone = reader.optional(
      "zone", .readableFile, absent: "real DNS", "Zone file that gives all answers, for tests: no name server is asked.")
    timeout = reader.value(
      "timeout", .duration(.milliseconds(100)...(.seconds(60))), default: .seconds(5),
      "How long one question may take, retries included.")
    failureTime = reader.value(
      "failureTime", .duration(.seconds(1)...(.seconds(300))), default: .seconds(30),
      "How long a domain whose servers fail or are silent is not asked the same again (RFC 9520 §3.2).")
    negativeTime = reader.value(
      "negativeTime", .duration(.seconds(0)...(.seconds(86_400))), default: .seconds(900),
      "The longest that a missing name or record is remembered: records newly published are seen no later.")
    stubZones = reader.sections(
      "stubZones", maximum: 256, default: [], shown: "none", "Domains whose questions go to name servers of their own.")
    trustAnchors = reader.optional(
      "trustAnchors", .readableFile, absent: "no DNSSEC validation",
      "File of DNSSEC trust anchors, as unbound-anchor(8) writes it.")
    lists = reader.sections(
      "lists", maximum: 16, default: [], shown: "none",
      "DNS lists of addresses and domains that are asked about every message; see the manual on their terms and tests.")
    let names = lists.map { "\($0.kind) \($0.name)" }
    if Set(names).count < names.count { reader.problem("lists", "names one list twice; give each a name of its own") }
  }
}

extension DNSSettings.StubZone: PartialSection {
  init?(reading reader: inout SettingsReader) {
    let name = reader.required("name", .domainName, "The domain, subdomains included.")
    nameservers = reader.list("nameservers", .nameserver, maximum: 16, "Authoritative servers of the domain.")
    if nameservers.isEmpty { reader.problem("nameservers", "is empty; name at least one server, as 192.0.2.53") }
    guard let name else { return nil }
    self.name = name
  }
}
