public import MailTypes

/// Where a message comes from, as spoof intelligence knows senders (eop-spec §8.1): the domain of the client's confirmed
/// reverse name, else its network; and the domains whose signatures verify.
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

  /// What the sender is listed and remembered by.
  public var identity: SpoofedSenderPair.Infrastructure { reverseDomain.map { .domain($0) } ?? .network(network) }

  /// What a history may be about, the most telling first.
  public var identities: [(SenderHistory.Kind, SpoofedSenderPair.Infrastructure)] {
    let names = reverseDomain.map { [(SenderHistory.Kind.reverseName, SpoofedSenderPair.Infrastructure.domain($0))] } ?? []
    return names + signatures.map { (.signature, .domain($0)) } + (names.isEmpty ? [(.network, .network(network))] : [])
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
