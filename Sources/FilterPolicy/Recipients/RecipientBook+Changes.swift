internal import HashTreeCollections
internal import MailTypes

extension RecipientBook {
  /// A book with that change; this one stays as it is.
  public func applying(_ change: DirectoryChange) -> RecipientBook {
    var book = self
    book.apply(change)
    book.revision &+= 1
    return book
  }

  /// With all of `other` added; costs what `other` has.
  public func united(with other: RecipientBook) -> RecipientBook {
    var book = self
    for recipient in other.allRecipients { book.merge(recipient) }
    for group in other.allGroups { book.merge(group) }
    book.revision &+= 1
    return book
  }

  private mutating func apply(_ change: DirectoryChange) {
    switch change {
    case .setRecipient(let recipient):
      remove(recipient: AddressKey(recipient.primary))
      merge(recipient)
    case .removeRecipient(let key): remove(recipient: key)
    case .setGroup(let group):
      remove(group: AddressKey(group.address))
      merge(group)
    case .removeGroup(let key): remove(group: key)
    case .addMember(let member, let group): join(member, group)
    case .removeMember(let member, let group): leave(member, group)
    }
  }
}

extension RecipientBook {
  mutating func merge(_ recipient: DirectoryRecipient) {
    let key = AddressKey(recipient.primary)
    if var merged = recipients.updateValue(recipient, forKey: key) {
      merged.aliases = union(merged.aliases, recipient.aliases)
      merged.displayName = merged.displayName ?? recipient.displayName
      recipients[key] = merged
    }
    claim(recipient.aliases, for: key)
  }

  mutating func merge(_ group: DirectoryGroup) {
    var joined: [AddressKey] = []
    merge(group) { member, _ in joined.append(member) }
    let key = AddressKey(group.address)
    for member in joined { parents[member, default: []].append(key) }
  }

  /// Tells of each new member and the group it is in.
  mutating func merge(_ group: DirectoryGroup, isJoinedBy: (AddressKey, AddressKey) -> Void) {
    let key = AddressKey(group.address)
    var merged = groups[key] ?? Group(address: group.address, aliases: [], aliasKeys: [], members: [])
    // Out of the tree while it changes, so that it is changed in place.
    groups[key] = nil
    merged.aliases = union(merged.aliases, group.aliases)
    merged.aliasKeys = merged.aliases.map(AddressKey.init)
    for member in group.members.lazy.map(AddressKey.init) where merged.members.insert(member).inserted {
      isJoinedBy(member, key)
    }
    groups[key] = merged
    claim(group.aliases, for: key)
  }

  private mutating func join(_ member: AddressKey, _ group: AddressKey) {
    guard groups[group]?.members.insert(member).inserted == true else { return }
    parents[member, default: []].append(group)
  }

  private mutating func leave(_ member: AddressKey, _ group: AddressKey) {
    guard groups[group]?.members.remove(member) != nil else { return }
    removeParent(group, of: member)
  }

  private mutating func remove(recipient key: AddressKey) {
    guard let recipient = recipients.removeValue(forKey: key) else { return }
    release(recipient.aliases, from: key)
  }

  private mutating func remove(group key: AddressKey) {
    guard let group = groups.removeValue(forKey: key) else { return }
    release(group.aliases, from: key)
    for member in group.members { removeParent(key, of: member) }
  }

  private mutating func removeParent(_ group: AddressKey, of member: AddressKey) {
    parents[member]?.removeAll { $0 == group }
    if parents[member]?.isEmpty == true { parents[member] = nil }
  }

  private mutating func claim(_ aliases: [EmailAddress], for owner: AddressKey) {
    for alias in aliases.lazy.map(AddressKey.init) where alias != owner {
      guard let others = aliasOwners.updateValue([owner], forKey: alias) else { continue }
      aliasOwners[alias] = others.contains(owner) ? others : (others + [owner]).sorted()
    }
  }

  private mutating func release(_ aliases: [EmailAddress], from owner: AddressKey) {
    // A recipient and a group may share their address.
    let kept = self.aliases(of: owner)
    for alias in aliases.lazy.map(AddressKey.init) where !kept.contains(alias) {
      let owners = (aliasOwners[alias] ?? []).filter { $0 != owner }
      aliasOwners[alias] = owners.isEmpty ? nil : owners
    }
  }

  /// Without those of `second` that `first` has in another spelling.
  private func union(_ first: [EmailAddress], _ second: [EmailAddress]) -> [EmailAddress] {
    guard !first.isEmpty else { return second }
    let known = Set(first.map(AddressKey.init))
    return first + second.filter { !known.contains(AddressKey($0)) }
  }
}
