public import FilterPolicy
public import GatewayStorage
public import MailTypes
public import RecipientDirectory

/// The recipients and groups that administrators make: durable before they hold, and in force for the next message.
public final class RecipientRegister: Sendable {
  /// Of one recipient or group.
  public static let aliasLimit = 1000

  private let store: any RecipientStore
  private let directory: AddressDirectory
  /// The directory follows in the order of the store.
  private let changes = ChangeOrder()

  public init(store: any RecipientStore, directory: AddressDirectory) {
    self.store = store
    self.directory = directory
  }

  public var organizations: [String] { directory.organizations }

  /// Brings what the store has into force.
  /// - Throws: `StoreError`.
  public func load() async throws {
    for organization in organizations {
      let stored = try await store.storedDirectory(organization: organization)
      directory.setStored(stored.recipients, stored.groups, organization: organization)
    }
  }

  /// Sorted by address.
  public func recipients(_ filter: RecipientQuery) -> [RecipientListing] {
    books(filter).flatMap { organization, book in
      page(book.allRecipients, filter) { $0.primary.key }.map { listing($0, organization, book) }
    }
  }

  /// Sorted by address.
  public func groups(_ filter: RecipientQuery) -> [GroupListing] {
    books(filter).flatMap { organization, book in
      page(book.allGroups, filter) { $0.address.key }.map { listing($0, organization) }
    }
  }

  /// By any of its addresses.
  /// - Throws: `RecipientRegisterError`.
  public func recipient(_ address: EmailAddress, organization: String) throws -> RecipientListing {
    let book = try book(organization)
    guard let primary = book.primaryAddress(of: address), let recipient = book.recipient(AddressKey(primary)) else {
      throw RecipientRegisterError.unknown(address)
    }
    return listing(recipient, organization, book)
  }

  /// By any of its addresses.
  /// - Throws: `RecipientRegisterError`.
  public func group(_ address: EmailAddress, organization: String) throws -> GroupListing {
    let book = try book(organization)
    guard let primary = book.primaryAddress(of: address), let group = book.group(AddressKey(primary)) else {
      throw RecipientRegisterError.unknown(address)
    }
    return listing(group, organization)
  }

  /// Makes a change after checking that it gives nobody's address to another.
  /// - Parameter isNew: what changes must not exist yet; otherwise it must.
  /// - Throws: `RecipientRegisterError`, `StoreError`.
  public func apply(_ change: DirectoryChange, organization: String, isNew: Bool = false) async throws {
    try await changes.run { [self] in
      try check(change, organization, isNew: isNew)
      try await store.apply(change, organization: organization)
      directory.applyStored(change, organization: organization)
    }
  }
}

extension RecipientRegister {
  private func book(_ organization: String) throws(RecipientRegisterError) -> RecipientBook {
    guard let book = directory.book(of: organization) else { throw .noOrganization(organization) }
    return book
  }

  private func books(_ filter: RecipientQuery) -> [(String, RecipientBook)] {
    organizations.filter { filter.organization ?? $0 == $0 }.compactMap { name in directory.book(of: name).map { (name, $0) } }
  }

  private func page<Entry>(_ entries: [Entry], _ filter: RecipientQuery, by key: (Entry) -> String) -> [Entry] {
    let text = filter.text?.lowercased()
    let found = entries.map { (key($0), $0) }.filter { text == nil || $0.0.contains(text ?? "") }
    return found.sorted { $0.0 < $1.0 }.dropFirst(filter.offset).prefix(filter.limit).map(\.1)
  }

  private func listing(_ recipient: DirectoryRecipient, _ organization: String, _ book: RecipientBook) -> RecipientListing {
    let stored = directory.storedBook(of: organization)?.recipient(AddressKey(recipient.primary))
    return RecipientListing(
      organization: organization, recipient: recipient, groups: book.groups(of: recipient.primary).sorted(),
      isStored: stored != nil)
  }

  private func listing(_ group: DirectoryGroup, _ organization: String) -> GroupListing {
    let stored = directory.storedBook(of: organization)?.group(AddressKey(group.address))
    return GroupListing(organization: organization, group: group, isStored: stored != nil)
  }
}

extension RecipientRegister {
  private func check(_ change: DirectoryChange, _ organization: String, isNew: Bool) throws(RecipientRegisterError) {
    let book = try book(organization)
    switch change {
    case .setRecipient(let recipient):
      try checkExistence(recipient.primary, organization, isNew: isNew) { $0.recipient($1) != nil }
      try checkAddresses(recipient.primary, recipient.aliases, organization, book)
    case .setGroup(let group):
      try checkExistence(group.address, organization, isNew: isNew) { $0.group($1) != nil }
      try checkAddresses(group.address, group.aliases, organization, book)
    case .removeRecipient(let key):
      try checkExistence(key, organization, isNew: false) { $0.recipient($1) != nil }
    case .removeGroup(let key), .addMember(_, let key), .removeMember(_, let key):
      try checkExistence(key, organization, isNew: false) { $0.group($1) != nil }
    }
  }

  private func checkExistence(
    _ key: AddressKey, _ organization: String, isNew: Bool, _ isThere: (RecipientBook, AddressKey) -> Bool
  ) throws(RecipientRegisterError) {
    guard let address = EmailAddress(key.text) else { return }
    try checkExistence(address, organization, isNew: isNew, isThere)
  }

  private func checkExistence(
    _ address: EmailAddress, _ organization: String, isNew: Bool, _ isThere: (RecipientBook, AddressKey) -> Bool
  ) throws(RecipientRegisterError) {
    let isStored = directory.storedBook(of: organization).map { isThere($0, AddressKey(address)) } ?? false
    if isNew, isStored { throw .exists(address) }
    guard !isNew, !isStored else { return }
    throw try book(organization).has(AddressKey(address)) ? .foreign(address) : .unknown(address)
  }

  private func checkAddresses(
    _ primary: EmailAddress, _ aliases: [EmailAddress], _ organization: String, _ book: RecipientBook
  ) throws(RecipientRegisterError) {
    guard aliases.count <= RecipientRegister.aliasLimit else {
      throw .tooMany(aliases: aliases.count, limit: RecipientRegister.aliasLimit)
    }
    for address in [primary] + aliases {
      if let other = directory.organization(of: address.domain), other != organization {
        throw .otherOrganization(address, other)
      }
      let key = AddressKey(address)
      if let owner = book.owner(exactly: key), AddressKey(owner) != AddressKey(primary) {
        throw .taken(address, owner: owner)
      }
    }
  }
}
