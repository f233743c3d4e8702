/// One change of an organisation's recipients and groups, as administrators make them and stores keep them.
public enum DirectoryChange: Hashable, Sendable {
  /// Takes the place of the recipient with this primary address.
  case setRecipient(DirectoryRecipient)
  case removeRecipient(AddressKey)
  /// Takes the place of the group with this address.
  case setGroup(DirectoryGroup)
  case removeGroup(AddressKey)
  /// Does nothing where there is no such group.
  case addMember(AddressKey, group: AddressKey)
  case removeMember(AddressKey, group: AddressKey)

  /// The primary address of the recipient or group that changes.
  public var subject: AddressKey {
    switch self {
    case .setRecipient(let recipient): AddressKey(recipient.primary)
    case .setGroup(let group): AddressKey(group.address)
    case .removeRecipient(let key), .removeGroup(let key), .addMember(_, let key), .removeMember(_, let key): key
    }
  }
}
