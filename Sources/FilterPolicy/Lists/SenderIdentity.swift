import MailTypes

/// The author (5322.From) as sender lists look at it.
struct SenderIdentity: Sendable {
  /// In lower case; `nil` where From cannot be read.
  let address: EmailAddress?
  /// The author's domain, and those above it.
  let domains: [DomainName]

  init(_ findings: Findings) {
    address = findings.entities.from.flatMap { EmailAddress($0.lowercased()) }
    domains = findings.authorDomain?.withAncestors ?? []
  }

  init(_ address: EmailAddress) {
    self.address = EmailAddress(policyText: address.description)
    domains = address.domainName?.withAncestors ?? []
  }

  /// What a list has of it: the address, or a domain, which stands for those below it too.
  func entry(in addresses: Set<EmailAddress>, _ domains: Set<DomainName>) -> String? {
    if let address, addresses.contains(address) { return "\(address)" }
    return domains.isEmpty ? nil : self.domains.first(where: domains.contains)?.text
  }
}
