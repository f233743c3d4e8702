public import MailTypes

/// Where a message comes from, as spoof intelligence knows senders (eop-spec §8.1): the domain of the client's confirmed
/// reverse name, the domains whose signatures verify, its network.
public struct SendingInfrastructure: Hashable, Sendable {
  /// The organizational domain of the client's reverse name, where that leads back to the client.
  public let reverseDomain: DomainName?
  /// Of DKIM signatures that verify.
  public let signatures: [DomainName]
  /// The client's /24 or /64.
  public let network: IPNetwork

  public init(of findings: Findings) {
    let facts = findings.authentication
    reverseDomain = facts.iprev.result == .pass ? facts.infrastructure.reverseDomain.flatMap { DomainName($0) } : nil
    signatures = facts.dkim.lazy.filter { $0.result == "pass" }.compactMap { $0.domain.flatMap { DomainName($0) } }
    network = SendingInfrastructure.network(of: findings.entities.clientAddress)
  }

  /// What the sender is listed and remembered by: the most telling there is.
  public var identity: (kind: SenderHistory.Kind, infrastructure: SpoofedSenderPair.Infrastructure) {
    if let reverseDomain { return (.reverseName, .domain(reverseDomain)) }
    if let signature = signatures.first { return (.signature, .domain(signature)) }
    return (.network, .network(network))
  }

  func matches(_ other: SpoofedSenderPair.Infrastructure) -> Bool {
    switch other {
    case .anywhere: true
    case .network(let network): network == self.network
    case .domain(let domain):
      (signatures + (reverseDomain.map { [$0] } ?? [])).contains { $0.isEqualOrSubdomain(of: domain) }
    }
  }

  /// The /24 of an IPv4 address, the /64 of an IPv6 address: what one sender holds at the least.
  public static func network(of address: IPAddress) -> IPNetwork {
    IPNetwork(around: address, prefixLength: address.bitWidth == 32 ? 24 : 64)
  }
}
