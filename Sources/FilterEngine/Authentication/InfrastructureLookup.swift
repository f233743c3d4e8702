import FilterPolicy
import MailAuthentication
import MailTypes

/// How the author's domain and the client belong together beside all records.
struct InfrastructureLookup<Resolver: DNSResolver> {
  /// Mail exchangers looked at; domains with more have them under few names.
  private static var exchangerLimit: Int { 10 }

  let resolver: Resolver
  let client: IPAddress

  /// Asks only where SPF and DKIM leave something to guess.
  func facts(_ facts: AuthenticationFacts) async -> InfrastructureFacts {
    let reverse = facts.iprev.name.flatMap { DomainName($0) }.map(Alignment.organization)
    var result = InfrastructureFacts(reverseDomain: reverse?.text)
    guard !facts.isAligned, let author = facts.dmarc.domain.flatMap({ DomainName($0) }) else { return result }
    if let reverse {
      result.isReverseAligned = Alignment.organization(author) == reverse
      if !result.isReverseAligned { result.isExchangerAligned = await hasExchanger(author, in: reverse) }
    }
    if !result.isReverseAligned, !result.isExchangerAligned { result.isNeighbour = await isNeighbour(author) }
    return result
  }

  private func hasExchanger(_ author: DomainName, in organization: DomainName) async -> Bool {
    let answer = await resolver.resolve(DNSQuestion(author.text, .mx))
    return answer.records.prefix(Self.exchangerLimit).contains { record in
      guard case .mailExchange(_, let exchange) = record, let name = DomainName(exchange) else { return false }
      return Alignment.organization(name) == organization
    }
  }

  private func isNeighbour(_ author: DomainName) async -> Bool {
    let network = SendingInfrastructure.network(of: client)
    let answer = await resolver.resolve(DNSQuestion(author.text, client.bitWidth == 32 ? .a : .aaaa))
    return answer.records.contains { record in
      if case .address(let address) = record { network.contains(address) } else { false }
    }
  }
}
