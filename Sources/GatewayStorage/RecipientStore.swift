public import FilterPolicy

/// The recipients and groups that administrators made, beside those of files and servers. Every method may throw `StoreError`.
public protocol RecipientStore: Sendable {
  /// All of an organization, sorted by address.
  func storedDirectory(organization: String) async throws -> StoredDirectory
  /// One transaction.
  func apply(_ change: DirectoryChange, organization: String) async throws
}

public struct StoredDirectory: Hashable, Sendable {
  public var recipients: [DirectoryRecipient]
  public var groups: [DirectoryGroup]

  public init(recipients: [DirectoryRecipient] = [], groups: [DirectoryGroup] = []) {
    self.recipients = recipients
    self.groups = groups
  }
}
