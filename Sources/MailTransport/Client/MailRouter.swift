import MailTypes
import SMTPCore

/// Turns a next hop into the addresses to try (RFC 5321 §5).
struct MailRouter: Sendable {
  let configuration: SMTPClientConfiguration
  let resolver: any DNSResolver
  /// For the order of exchangers with one preference.
  let makeGenerator: @Sendable () -> any RandomNumberGenerator

  func route(to nextHop: NextHop) async -> MailRoute {
    switch nextHop {
    case .smtp(let host): await route(to: host, flavor: .smtp)
    case .lmtp(let host): await route(to: host, flavor: .lmtp)
    case .lmtpSocket(let path):
      .endpoints([SMTPEndpoint(address: .unixSocket(path: path), hostName: path, flavor: .lmtp, tls: .none)])
    case .mx(let domain, let tls): await route(toExchangersOf: domain, tls: tls)
    case .maildir(let root): .unreachable(SMTPReply(451, EnhancedStatusCode(4, 3, 5), "\(root) is no mail server"))
    }
  }

  private func route(to host: NextHop.Host, flavor: SMTPClientSession.Flavor) async -> MailRoute {
    let found = await addresses(of: host.name)
    guard !found.addresses.isEmpty else {
      // The name is ours to configure, so a name without address is a mistake to mend, not a reason to return mail.
      let missing = SMTPReply(451, EnhancedStatusCode(4, 4, 4), "The next hop \(host.name) has no address")
      return .unreachable(found.isTemporary ? Self.lookupFailed(host.name) : missing)
    }
    let endpoints = found.addresses.prefix(configuration.maximumAddresses).map {
      SMTPEndpoint(address: .ip($0, port: host.port), hostName: host.name, flavor: flavor, tls: host.tls)
    }
    return .endpoints(endpoints)
  }
}

extension MailRouter {
  private struct Exchanger: Sendable {
    var preference: UInt16
    var name: String
    var addresses: [IPAddress] = []
  }

  private struct Addresses: Sendable {
    var addresses: [IPAddress]
    var isTemporary: Bool
  }

  private func route(toExchangersOf domain: DomainName, tls: NextHop.TLSPolicy) async -> MailRoute {
    switch await resolver.resolve(DNSQuestion(domain.text, .mx)) {
    case .records(let records, _):
      let exchangers = records.compactMap { record -> Exchanger? in
        guard case .mailExchange(let preference, let name) = record, !name.isEmpty else { return nil }
        return Exchanger(preference: preference, name: name.lowercased())
      }
      // RFC 7505 §3: a single MX with the root as its exchange says that the domain takes no mail.
      guard !exchangers.isEmpty else { return .unreachable(Self.nullMX(domain)) }
      return await route(to: exchangers, domain: domain, tls: tls)
    case .noData:
      // RFC 5321 §5.1: the implicit MX.
      return await route(to: [Exchanger(preference: 0, name: domain.text)], domain: domain, tls: tls)
    case .nameError:
      return .unreachable(SMTPReply(550, EnhancedStatusCode(5, 1, 2), "There is no domain \(domain)"))
    case .failure, .timeout:
      return .unreachable(Self.lookupFailed(domain.text))
    }
  }

  private func route(to exchangers: [Exchanger], domain: DomainName, tls: NextHop.TLSPolicy) async -> MailRoute {
    let candidates = inOrder(exchangers).prefix(configuration.maximumHosts)
    var (hosts, isTemporary) = await withAddresses(candidates)
    // RFC 5321 §5.1: from our own preference on, mail would come back to us.
    if let own = hosts.first(where: isOurselves)?.preference {
      hosts.removeAll { $0.preference >= own }
      guard !hosts.isEmpty else { return .unreachable(Self.loop(domain)) }
    }
    let endpoints = hosts.flatMap { host in
      host.addresses.map {
        SMTPEndpoint(address: .ip($0, port: configuration.exchangerPort), hostName: host.name, flavor: .smtp, tls: tls)
      }
    }
    guard !endpoints.isEmpty else {
      return .unreachable(isTemporary ? Self.lookupFailed(domain.text) : Self.noAddress(domain.text))
    }
    return .endpoints(Array(endpoints.prefix(configuration.maximumAddresses)))
  }

  /// The lowest preference first, equals in random order.
  private func inOrder(_ exchangers: [Exchanger]) -> [Exchanger] {
    var generator = makeGenerator()
    let grouped = Dictionary(grouping: exchangers, by: \.preference)
    return grouped.keys.sorted().flatMap { key -> [Exchanger] in
      var group = grouped[key, default: []]
      Self.shuffle(&group, &generator)
      return group
    }
  }

  private static func shuffle(_ group: inout [Exchanger], _ generator: inout any RandomNumberGenerator) {
    func open(_ generator: inout some RandomNumberGenerator) { group.shuffle(using: &generator) }
    open(&generator)
  }

  private func isOurselves(_ host: Exchanger) -> Bool {
    if let name = DomainName(host.name), configuration.ownNames.contains(name) { return true }
    return host.addresses.contains { configuration.ownAddresses.contains($0) }
  }

  private func withAddresses(_ hosts: ArraySlice<Exchanger>) async -> (hosts: [Exchanger], isTemporary: Bool) {
    await withTaskGroup(of: (Int, Addresses).self) { group in
      var result = Array(hosts)
      for (index, host) in result.enumerated() { group.addTask { (index, await addresses(of: host.name)) } }
      var isTemporary = false
      for await (index, found) in group {
        result[index].addresses = found.addresses
        if found.isTemporary { isTemporary = true }
      }
      return (result, isTemporary)
    }
  }

  /// IPv6 first (RFC 6724): where there is no route, that is known at once.
  private func addresses(of name: String) async -> Addresses {
    if let address = IPAddress(name) { return Addresses(addresses: [address], isTemporary: false) }
    if name.lowercased() == "localhost" { return Self.localhost }
    async let v6 = resolver.resolve(DNSQuestion(name, .aaaa))
    async let v4 = resolver.resolve(DNSQuestion(name, .a))
    let answers = await [v6, v4]
    let addresses = answers.flatMap(\.records).compactMap { record -> IPAddress? in
      if case .address(let address) = record { address } else { nil }
    }
    return Addresses(addresses: addresses, isTemporary: answers.contains { $0.isTemporaryFailure })
  }

  /// RFC 6761 §6.3: never asked of the DNS.
  private static let localhost = Addresses(addresses: [.v4(0x7F00_0001), .v6(high: 0, low: 1)], isTemporary: false)

  private static func lookupFailed(_ name: String) -> SMTPReply {
    SMTPReply(451, EnhancedStatusCode(4, 4, 3), "The DNS gave no answer for \(name)")
  }

  private static func noAddress(_ name: String) -> SMTPReply {
    SMTPReply(550, EnhancedStatusCode(5, 4, 4), "No mail server of \(name) has an address")
  }

  private static func nullMX(_ domain: DomainName) -> SMTPReply {
    SMTPReply(556, EnhancedStatusCode(5, 1, 10), "The domain \(domain) takes no mail (null MX)")
  }

  private static func loop(_ domain: DomainName) -> SMTPReply {
    SMTPReply(554, EnhancedStatusCode(5, 4, 6), "Mail for \(domain) loops back to this host")
  }
}
