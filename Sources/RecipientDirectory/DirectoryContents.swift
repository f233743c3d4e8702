public import FilterPolicy
public import MailTypes

/// What one source says of an organisation: a file, an LDAP server.
public struct DirectoryContents: Hashable, Sendable {
  public var recipients: [DirectoryRecipient] = []
  public var groups: [DirectoryGroup] = []
  /// Domains every address of which exists.
  public var openDomains: Set<DomainName> = []
  /// Entries of a foreign server that were left out, because they hold no usable address.
  public var skipped = 0

  public init() {}
}
