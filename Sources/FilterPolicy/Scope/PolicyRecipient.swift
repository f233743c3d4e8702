import MailTypes

/// A recipient, with what conditions of rules are held against.
struct PolicyRecipient: Sendable {
  /// The recipient's first address, in lower case.
  let primary: EmailAddress
  /// The domain of `primary`, and those above it.
  let domains: [DomainName]
  /// The groups it is in, directly or by another group.
  let groups: Set<AddressKey>

  init(_ recipient: ResolvedRecipient) {
    let isLowerCase = recipient.primary.localPart.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) }
    primary = isLowerCase ? recipient.primary : EmailAddress(policyText: recipient.primary.description) ?? recipient.primary
    domains = primary.domainName?.withAncestors ?? []
    groups = recipient.groups
  }
}

extension DomainName {
  /// The name itself, then each above it, down to the last label.
  var withAncestors: [DomainName] { Array(sequence(first: self, next: \.parent)) }
}
