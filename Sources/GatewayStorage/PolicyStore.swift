public import FilterPolicy
public import MailTypes

/// What organizations have decided. Every method may throw `StoreError`.
public protocol PolicyStore: Sendable {
  /// The newest revision of each organization that has one.
  func newestPolicies() async throws -> [PolicyRevision]
  /// `nil` where there is none.
  func policies(organization: String, revision: Int64) async throws -> PolicyRevision?
  /// The newest first.
  func policyHistory(organization: String, limit: Int) async throws -> [PolicyRevision.Summary]
  /// Writes a revision that follows the newest one.
  /// - Returns: `false`, with nothing changed, where the newest is not the one before it.
  func append(_ revision: PolicyRevision) async throws -> Bool
}

/// All policies of an organization after one change.
public struct PolicyRevision: Hashable, Sendable {
  /// What is known of a revision without its policies.
  public struct Summary: Hashable, Sendable {
    public var organization: String
    /// From 1, without gaps.
    public var number: Int64
    /// Who made it: an account of this machine.
    public var author: String
    /// UTC microseconds.
    public var time: Int64
    /// Why, for those who come after; empty where nothing was noted.
    public var note: String

    public init(organization: String, number: Int64, author: String, time: Int64, note: String) {
      self.organization = organization
      self.number = number
      self.author = author
      self.time = time
      self.note = note
    }
  }

  public var summary: Summary
  public var policies: OrganizationPolicies

  public init(_ summary: Summary, _ policies: OrganizationPolicies) {
    self.summary = summary
    self.policies = policies
  }
}

/// The lists that grow: the Tenant Allow/Block List, and the safelist collections of mailboxes. Every method may throw
/// `StoreError`.
public protocol ListStore: Sendable {
  /// All entries by organization, those that are over too.
  func allowBlockEntries() async throws -> [String: [AllowBlockEntry]]
  /// Puts entries in the place of those with their ids; one transaction. The day of last use of what was there stays.
  func set(_ entries: [AllowBlockEntry], organization: String) async throws
  func removeAllowBlockEntries(_ ids: [AllowBlockEntry.ID], organization: String) async throws
  /// Notes that entries counted; those that are gone are passed over.
  func noteUse(of ids: [AllowBlockEntry.ID], at time: UTCTime, organization: String) async throws

  /// All that are not empty, by organization and primary address.
  func mailboxLists() async throws -> [String: [EmailAddress: MailboxList]]
  /// An empty list removes what is there.
  func set(_ list: MailboxList, of mailbox: EmailAddress, organization: String) async throws
}
