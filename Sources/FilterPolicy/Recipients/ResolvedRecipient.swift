public import MailTypes

/// What a directory knows of one address of the envelope: all that policies ask of a recipient.
public struct ResolvedRecipient: Hashable, Sendable, Codable {
  /// As the client gave it; mail goes there.
  public let address: EmailAddress
  /// What conditions on users and domains are held against (eop-spec §1.4); `address` itself where nobody is known by it.
  public let primary: EmailAddress
  /// Whether the directory has the address.
  public let isKnown: Bool
  /// The groups `primary` is in, directly or through other groups, by each address they have.
  public let groups: Set<AddressKey>

  public init(address: EmailAddress, primary: EmailAddress? = nil, isKnown: Bool = true, groups: Set<AddressKey> = []) {
    self.address = address
    self.primary = primary ?? address
    self.isKnown = isKnown
    self.groups = groups
  }

  /// False for a group that does not exist: a condition on it matches nobody, an exception excludes nobody (eop-spec §1.4).
  public func isMember(of group: AddressKey) -> Bool { groups.contains(group) }
}
