import MailTypes

/// Looks at whom one rule or preset is for.
struct ScopeLinter {
  let filter: RecipientFilter
  /// Of the rule or preset.
  let path: [String]
  let book: RecipientBook
  let census: RecipientCensus
  let acceptedDomains: Set<DomainName>

  var lints: [PolicyLint] {
    addressLints("sentTo", filter.sentTo, matches: "so that it adds nobody")
      + addressLints("exceptIfSentTo", filter.exceptIfSentTo, matches: "so that it excepts nobody")
      + groupLints("sentToMemberOf", filter.sentToMemberOf, matches: "so that it adds nobody")
      + groupLints("exceptIfSentToMemberOf", filter.exceptIfSentToMemberOf, matches: "so that it excepts nobody")
      + domainLints("recipientDomainIs", filter.recipientDomainIs) + conjunctionLints
  }

  private func addressLints(_ key: String, _ addresses: Set<EmailAddress>, matches: String) -> [PolicyLint] {
    guard book.count > 0 else { return [] }
    return addresses.sorted { $0.key < $1.key }.compactMap { address in
      if book.hasGroup(AddressKey(address)) {
        let other = key == "sentTo" ? "sentToMemberOf" : "exceptIfSentToMemberOf"
        return .warning(path + [key], "\(address) is a group, whose members are not meant by this; write it into \(other)")
      }
      guard let primary = book.primaryAddress(of: address) else {
        return .warning(path + [key], "nobody has the address \(address), \(matches); correct or remove it")
      }
      if primary.key == address.key { return nil }
      return .warning(
        path + [key],
        "\(address) is another address of \(primary), and rules look at first addresses, \(matches); write \(primary)")
    }
  }

  private func groupLints(_ key: String, _ groups: Set<EmailAddress>, matches: String) -> [PolicyLint] {
    groups.sorted { $0.key < $1.key }.filter { !book.hasGroup(AddressKey($0)) }.map { group in
      .warning(path + [key], "there is no group \(group), \(matches); correct or remove it")
    }
  }

  private func domainLints(_ key: String, _ domains: Set<DomainName>) -> [PolicyLint] {
    guard !acceptedDomains.isEmpty else { return [] }
    return domains.sorted().filter { domain in !acceptedDomains.contains { $0.isEqualOrSubdomain(of: domain) } }.map { domain in
      .warning(path + [key], "no mail is accepted for \(domain), so that it adds nobody; correct or remove it")
    }
  }
}
