public import MailTypes

/// A group of recipients (eop-spec §1.4 "Groups"): a distribution list or a security group with an address.
public struct DirectoryGroup: Hashable, Sendable, Codable {
  public var address: EmailAddress
  /// Further addresses of the same group.
  public var aliases: [EmailAddress]
  /// Recipients and groups, by any address they have; those that nobody has are kept, and match nobody.
  public var members: [EmailAddress]

  public init(address: EmailAddress, aliases: [EmailAddress] = [], members: [EmailAddress] = []) {
    self.address = address
    self.aliases = aliases
    self.members = members
  }
}
