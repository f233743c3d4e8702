internal import HashTreeCollections
public import MailTypes

extension RecipientBook {
  /// What policies ask of the recipient `address`.
  public func resolve(_ address: EmailAddress) -> ResolvedRecipient {
    guard let owner = owner(of: address) else { return ResolvedRecipient(address: address, isKnown: false) }
    return ResolvedRecipient(
      address: address, primary: recipients[owner]?.primary ?? groups[owner]?.address, groups: groups(around: owner))
  }

  /// The groups whoever has `address` is in, directly or through other groups, by each address they have.
  public func groups(of address: EmailAddress) -> Set<AddressKey> {
    owner(of: address).map(groups(around:)) ?? []
  }

  /// Goes outwards level by level; a group met before is not followed again, so that cycles end.
  private func groups(around owner: AddressKey) -> Set<AddressKey> {
    var found: Set<AddressKey> = []
    var names: [AddressKey] = []
    var level = groups(directlyAround: owner, aliases(of: owner))
    for _ in 0..<RecipientBook.nestingLimit where !level.isEmpty {
      var next: [AddressKey] = []
      for group in level where found.insert(group).inserted {
        let aliases = groups[group]?.aliasKeys ?? []
        names += aliases
        next += groups(directlyAround: group, aliases)
      }
      level = next
    }
    found.formUnion(names)
    return found
  }

  private func groups(directlyAround owner: AddressKey, _ aliases: [AddressKey]) -> [AddressKey] {
    let direct = parents[owner] ?? []
    // A member may be named by an address that is another's by now.
    return aliases.reduce(direct) { groups, alias in
      guard let others = parents[alias], self.owner(of: alias) == owner else { return groups }
      return groups + others
    }
  }
}

extension RecipientBook {
  func owner(of address: EmailAddress) -> AddressKey? {
    owner(of: AddressKey(address)) ?? address.withoutTag.flatMap { owner(of: AddressKey($0)) }
  }

  func aliases(of owner: AddressKey) -> [AddressKey] {
    let recipient = recipients[owner]?.aliases ?? []
    return (groups[owner]?.aliasKeys ?? []) + recipient.map(AddressKey.init)
  }

  func owner(of key: AddressKey) -> AddressKey? {
    recipients[key] != nil || groups[key] != nil ? key : aliasOwners[key]?.first
  }
}

extension EmailAddress {
  /// `user` for `user+tag` (RFC 5233 §1 calls it the detail); `nil` where there is none.
  fileprivate var withoutTag: EmailAddress? {
    guard let plus = localPart.firstIndex(of: "+"), plus > localPart.startIndex else { return nil }
    return EmailAddress(localPart: String(localPart[..<plus]), domain: domain)
  }
}
