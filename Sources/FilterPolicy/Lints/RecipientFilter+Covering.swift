import MailTypes

extension RecipientFilter {
  /// Whether this filter fits everybody whom `other` fits, whoever there is: what can be proven from what both name.
  func covers(_ other: RecipientFilter) -> Bool {
    conditionsCover(other) && exceptsNobody(of: other)
  }

  private func conditionsCover(_ other: RecipientFilter) -> Bool {
    (sentTo.isEmpty || !other.sentTo.isEmpty && other.sentTo.isSubset(of: sentTo))
      && (sentToMemberOf.isEmpty || !other.sentToMemberOf.isEmpty && other.sentToMemberOf.isSubset(of: sentToMemberOf))
      && (recipientDomainIs.isEmpty || other.isWithin(recipientDomainIs))
  }

  /// Whether each recipient is in one of the domains, or below.
  private func isWithin(_ domains: Set<DomainName>) -> Bool {
    !recipientDomainIs.isEmpty && recipientDomainIs.allSatisfy { $0.isBelow(any: domains) }
      || !sentTo.isEmpty && sentTo.allSatisfy { $0.domainName?.isBelow(any: domains) ?? false }
  }

  private func exceptsNobody(of other: RecipientFilter) -> Bool {
    exceptIfSentTo.allSatisfy { !other.canFit($0) }
      && exceptIfSentToMemberOf.isSubset(of: other.exceptIfSentToMemberOf)
      && exceptIfRecipientDomainIs.allSatisfy { !other.canFit(anybodyIn: $0) }
  }

  private func canFit(_ address: EmailAddress) -> Bool {
    if exceptIfSentTo.contains(address) || !sentTo.isEmpty && !sentTo.contains(address) { return false }
    guard let domain = address.domainName else { return recipientDomainIs.isEmpty }
    return !domain.isBelow(any: exceptIfRecipientDomainIs)
      && (recipientDomainIs.isEmpty || domain.isBelow(any: recipientDomainIs))
  }

  private func canFit(anybodyIn domain: DomainName) -> Bool {
    if domain.isBelow(any: exceptIfRecipientDomainIs) { return false }
    if !sentTo.isEmpty, !sentTo.contains(where: { $0.domainName?.isEqualOrSubdomain(of: domain) ?? false }) { return false }
    return recipientDomainIs.isEmpty
      || recipientDomainIs.contains { $0.isEqualOrSubdomain(of: domain) || domain.isEqualOrSubdomain(of: $0) }
  }
}

extension DomainName {
  /// The name, or one above it, is among `domains`.
  func isBelow(any domains: Set<DomainName>) -> Bool {
    !domains.isEmpty && sequence(first: self, next: \.parent).contains(where: domains.contains)
  }
}
