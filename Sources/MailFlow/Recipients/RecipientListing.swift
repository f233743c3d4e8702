public import FilterPolicy

/// A recipient as the directory has it.
public struct RecipientListing: Hashable, Sendable {
  public let organization: String
  public let recipient: DirectoryRecipient
  /// The groups it is in, directly or through other groups, sorted.
  public let groups: [AddressKey]
  /// The gateway's own store has it: it can be changed here.
  public let isStored: Bool
}

/// A group as the directory has it.
public struct GroupListing: Hashable, Sendable {
  public let organization: String
  public let group: DirectoryGroup
  public let isStored: Bool
}

/// Which recipients or groups to list.
public struct RecipientQuery: Hashable, Sendable {
  public var organization: String?
  /// Part of the address, in any case; `nil` for all.
  public var text: String?
  public var limit: Int
  public var offset: Int

  public init(organization: String? = nil, text: String? = nil, limit: Int = 100, offset: Int = 0) {
    self.organization = organization
    self.text = text
    self.limit = limit
    self.offset = offset
  }
}
