public import MailTypes

/// Finds where a domain wants its aggregate reports, at the moment there is one to send. The record is asked for again rather
/// than kept from the mail that was judged: an owner who has withdrawn an address, or moved it, in the course of the day is
/// heeded, and a forger's record that stood for an hour gets nothing sent to a victim.
public struct DMARCReportDestinations<Resolver: DNSResolver>: Sendable {
  private let resolver: Resolver
  private let discovery: DMARCDiscovery

  public init(resolver: Resolver, discovery: DMARCDiscovery = .treeWalk) {
    self.resolver = resolver
    self.discovery = discovery
  }

  /// - Parameter domain: where the record stands.
  public func find(for domain: DomainName) async -> DMARCReportAnswer {
    var directory = DMARCDirectory(resolver: resolver)
    guard let owner = DMARCDomain(domain.text) else { return .none }
    let record: DMARCRecord
    switch await directory.lookup(owner) {
    case .record(let found): record = found
    case .none, .several: return .none
    case .unavailable: return .unavailable
    }
    var destinations: [DMARCReportAnswer.Destination] = []
    for uri in record.aggregateReports.prefix(DMARCLimits.reportDestinations) {
      guard let address = uri.mailbox, let host = address.domainName else { continue }
      switch await permission(of: host, owner, &directory) {
      case .unavailable: return .unavailable
      case .refused: continue
      case .given(let instead):
        let target = instead.flatMap { uri in uri.mailbox.map { (uri.sizeLimit, $0) } } ?? (uri.sizeLimit, address)
        let destination = DMARCReportAnswer.Destination(address: target.1, sizeLimit: target.0)
        if !destinations.contains(where: { $0.address.key == destination.address.key }) { destinations.append(destination) }
      }
    }
    return destinations.isEmpty ? .none : .destinations(destinations)
  }

  private enum Permission {
    /// With the URI that is to be used in place of the one in the owner's record.
    case given(instead: DMARCReportURI?)
    case refused
    case unavailable
  }

  /// RFC 9990, "Verifying External Destinations": who is of another organization than the owner has to say that it wants the
  /// owner's reports; otherwise anybody could have mail sent to a victim.
  private func permission(
    of host: DomainName, _ owner: DMARCDomain, _ directory: inout DMARCDirectory<Resolver>
  ) async -> Permission {
    guard let destination = DMARCDomain(host.text) else { return .refused }
    let organizations = (await organization(of: destination, &directory), await organization(of: owner, &directory))
    guard let destinationOrganization = organizations.0, let ownerOrganization = organizations.1 else { return .unavailable }
    if destinationOrganization == ownerOrganization { return .given(instead: nil) }
    guard let name = DomainName("\(owner.text)._report._dmarc.\(host)") else { return .refused }
    let answer = await resolver.resolve(DNSQuestion(name.text, .txt))
    guard !answer.isTemporaryFailure else { return .unavailable }
    let records = answer.records.compactMap { record -> DMARCRecord? in
      if case .text(let strings) = record { DMARCRecord(Array(strings.joined())) } else { nil }
    }
    guard !records.isEmpty else { return .refused }
    // The one who gives permission may name another mailbox, at the same host.
    let instead = records.lazy.flatMap(\.aggregateReports).first { $0.mailbox?.domainName == host }
    return .given(instead: instead)
  }

  /// `nil` where DNS does not say.
  private func organization(of domain: DMARCDomain, _ directory: inout DMARCDirectory<Resolver>) async -> DMARCDomain? {
    guard discovery == .treeWalk else { return DMARCDirectory<Resolver>.listedOrganization(of: domain) }
    let walk = await directory.walk(from: domain)
    return walk.isIncomplete ? nil : walk.organizationalDomain
  }
}

/// Where a domain wants its reports.
public enum DMARCReportAnswer: Hashable, Sendable {
  case destinations([Destination])
  /// No record, no address in it, or none that agrees to get them.
  case none
  /// DNS did not answer.
  case unavailable

  public struct Destination: Hashable, Sendable {
    public let address: EmailAddress
    /// Octets of a message beyond which it is not wanted.
    public let sizeLimit: Int?
  }
}
