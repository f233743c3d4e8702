internal import HashTreeCollections
public import MailTypes

/// The recipients and groups of one organisation, at one moment: an immutable value in trees that copies share, so that a
/// change costs what changed and not what there is.
///
/// An address belongs to whom it is the primary address of; else to whom it is an alias of. Where two claim one alias, the one
/// whose primary address comes first in the alphabet has it, in whatever order they were added.
public struct RecipientBook: Sendable {
  /// How deep groups in groups are followed: no directory nests that deep on purpose.
  public static let nestingLimit = 32

  struct Group {
    var address: EmailAddress
    var aliases: [EmailAddress]
    /// Of `aliases`.
    var aliasKeys: [AddressKey]
    var members: TreeSet<AddressKey>
  }

  var recipients = TreeDictionary<AddressKey, DirectoryRecipient>()
  var groups = TreeDictionary<AddressKey, Group>()
  /// Whose alias an address is: the primary addresses of recipients and groups, sorted.
  var aliasOwners = TreeDictionary<AddressKey, [AddressKey]>()
  /// The groups that name an address among their members.
  var parents = TreeDictionary<AddressKey, [AddressKey]>()
  /// Counts changes in one process, for whoever asks whether a book has changed; policies have a revision of their own.
  public var revision = 0

  /// What is said twice of one address is united: aliases, members, and the first name.
  public init(recipients: some Sequence<DirectoryRecipient> = [], groups: some Sequence<DirectoryGroup> = []) {
    for recipient in recipients { merge(recipient) }
    var parents: [AddressKey: [AddressKey]] = [:]
    for group in groups { merge(group) { parents[$0, default: []].append($1) } }
    // At once: each member of each group is a change of this table.
    self.parents = TreeDictionary(uniqueKeysWithValues: parents.lazy.map { ($0.key, $0.value) })
  }

  /// How many recipients there are.
  public var count: Int { recipients.count }

  public var groupCount: Int { groups.count }

  /// Aliases that several recipients or groups claim, with their primary addresses; the first one has it.
  public var contestedAliases: [(alias: AddressKey, owners: [AddressKey])] {
    aliasOwners.filter { $0.value.count > 1 }.map { ($0.key, $0.value) }.sorted { $0.alias < $1.alias }
  }

  /// The address that whoever has `address` is known by; `nil` where nobody has it. `user+tag` is `user` where nobody has it
  /// as it stands.
  public func primaryAddress(of address: EmailAddress) -> EmailAddress? {
    owner(of: address).flatMap { recipients[$0]?.primary ?? groups[$0]?.address }
  }

  /// As `primaryAddress`, for the address as it stands and no tag.
  public func owner(exactly address: AddressKey) -> EmailAddress? {
    owner(of: address).flatMap { recipients[$0]?.primary ?? groups[$0]?.address }
  }

  /// Whether a recipient or group has the address.
  public func contains(_ address: EmailAddress) -> Bool { owner(of: address) != nil }

  /// Whether `key` is the primary address of a recipient or group.
  public func has(_ key: AddressKey) -> Bool { recipients[key] != nil || groups[key] != nil }

  /// Whether a group has the address: a policy that names one that vanished matches nobody through it.
  public func hasGroup(_ address: AddressKey) -> Bool { owner(of: address).map { groups[$0] != nil } ?? false }

  public func recipient(_ primary: AddressKey) -> DirectoryRecipient? { recipients[primary] }

  /// With its members sorted, as directories compare them.
  public func group(_ address: AddressKey) -> DirectoryGroup? { groups[address].map(directoryGroup) }

  /// In no order.
  public var allRecipients: [DirectoryRecipient] { recipients.map(\.value) }

  /// In no order.
  public var allGroups: [DirectoryGroup] { groups.values.map(directoryGroup) }

  private func directoryGroup(_ group: Group) -> DirectoryGroup {
    DirectoryGroup(
      address: group.address, aliases: group.aliases, members: group.members.sorted().compactMap { EmailAddress($0.text) })
  }
}
