public import FilterPolicy
import MailFlow
public import MailTypes

/// A recipient, as `/api/v1/users` shows and takes it.
public struct RecipientDocument: Hashable, Sendable, Codable {
  public var address: EmailAddress
  public var name: String?
  public var aliases: [EmailAddress]?
  /// Not taken; so are those below.
  public var organization: String?
  /// With those the groups are in.
  public var groups: [AddressKey]?
  /// `store`, or `directory` for one that a file or server has.
  public var source: String?

  public init(address: EmailAddress, name: String?, aliases: [EmailAddress]) {
    self.address = address
    self.name = name
    self.aliases = aliases
  }

  init(_ listing: RecipientListing) {
    self.init(
      address: listing.recipient.primary, name: listing.recipient.displayName, aliases: listing.recipient.aliases)
    organization = listing.organization
    groups = listing.groups
    source = listing.isStored ? "store" : "directory"
  }

  var recipient: DirectoryRecipient {
    DirectoryRecipient(primary: address, aliases: aliases ?? [], displayName: name)
  }
}

/// `{"items": […]}`
public struct RecipientListDocument: Hashable, Sendable, Codable {
  public var items: [RecipientDocument]
}

/// A group, as `/api/v1/groups` shows and takes it.
public struct GroupDocument: Hashable, Sendable, Codable {
  public var address: EmailAddress
  public var aliases: [EmailAddress]?
  /// Recipients and groups.
  public var members: [EmailAddress]?
  /// Not taken; so is the one below.
  public var organization: String?
  /// `store`, or `directory` for one that a file or server has.
  public var source: String?

  public init(address: EmailAddress, aliases: [EmailAddress], members: [EmailAddress]) {
    self.address = address
    self.aliases = aliases
    self.members = members
  }

  init(_ listing: GroupListing) {
    self.init(address: listing.group.address, aliases: listing.group.aliases, members: listing.group.members)
    organization = listing.organization
    source = listing.isStored ? "store" : "directory"
  }

  var group: DirectoryGroup { DirectoryGroup(address: address, aliases: aliases ?? [], members: members ?? []) }
}

/// `{"items": […]}`
public struct GroupListDocument: Hashable, Sendable, Codable {
  public var items: [GroupDocument]
}
