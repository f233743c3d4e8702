public import FilterPolicy
public import MailTypes

/// Entries of the Tenant Allow/Block List, as `/api/v1/allow-block` shows and takes them (eop-spec §7.3).
public struct AllowBlockListDocument: Hashable, Sendable, Codable {
  public var items: [AllowBlockItem]

  public init(_ items: [AllowBlockItem]) { self.items = items }
}

public struct AllowBlockItem: Hashable, Sendable, Codable {
  public var organization: String
  public var entry: AllowBlockEntry
  /// The moment from which it counts no more; absent for never.
  public var ends: UTCTime?
  public var isExpired: Bool

  init(_ entry: AllowBlockEntry, organization: String, now: UTCTime) {
    self.organization = organization
    self.entry = entry
    ends = entry.ends
    isExpired = entry.isExpired(now)
  }
}

/// What is sent to make or change entries. Who and when are the gateway's to say.
public struct AllowBlockOrder: Hashable, Sendable, Codable {
  public var entries: [AllowBlockEntry]

  public init(_ entries: [AllowBlockEntry]) { self.entries = entries }
}

/// Which entries are taken away.
public struct AllowBlockRemoval: Hashable, Sendable, Codable {
  public var ids: [AllowBlockEntry.ID]

  public init(_ ids: [AllowBlockEntry.ID]) { self.ids = ids }
}

/// A mailbox with its safelist collection (eop-spec §7.9).
public struct MailboxListDocument: Hashable, Sendable, Codable {
  public var mailbox: EmailAddress
  public var list: MailboxList
}
