public import FilterPolicy
public import GatewayStorage
public import MailTypes
public import RecipientDirectory

/// The policies that administrators set: every change is a revision, durable before it holds, and in force for the next
/// message.
public final class PolicyRegister: Sendable {
  /// Characters of a revision's note.
  public static let noteLimit = 500

  private let store: any PolicyStore
  private let snapshots: PolicySnapshots
  private let directory: AddressDirectory
  private let clock: @Sendable () -> UTCTime
  private let isPublicSuffix: @Sendable (DomainName) -> Bool

  public init(
    store: any PolicyStore, snapshots: PolicySnapshots, directory: AddressDirectory, clock: @escaping @Sendable () -> UTCTime,
    isPublicSuffix: @escaping @Sendable (DomainName) -> Bool = { $0.parent == nil }
  ) {
    self.store = store
    self.snapshots = snapshots
    self.directory = directory
    self.clock = clock
    self.isPublicSuffix = isPublicSuffix
  }

  public var organizations: [String] { snapshots.organizations }

  public func organization(of recipient: EmailAddress) -> String? { directory.organization(of: recipient.domain) }

  /// Brings what the store has into force.
  /// - Throws: `StoreError`.
  public func load() async throws {
    for revision in try await store.newestPolicies() { bringIntoForce(revision) }
  }

  /// What is in force; revision 0 where nothing was ever changed.
  /// - Throws: `PolicyRegisterError`.
  public func snapshot(of organization: String) throws -> PolicySnapshot {
    try snapshots.withRecipients(of: organization, directory)
  }

  /// Revision 0 is what is before the first change.
  /// - Throws: `PolicyRegisterError`, `StoreError`.
  public func policies(organization: String, revision: Int64) async throws -> PolicyRevision {
    _ = try snapshot(of: organization)
    if revision == 0 {
      let nothing = PolicyRevision.Summary(organization: organization, number: 0, author: "", time: 0, note: "")
      return PolicyRevision(nothing, OrganizationPolicies())
    }
    guard let found = try await store.policies(organization: organization, revision: revision) else {
      throw PolicyRegisterError.noRevision(revision)
    }
    return found
  }

  /// The newest first.
  /// - Throws: `PolicyRegisterError`, `StoreError`.
  public func history(organization: String, limit: Int) async throws -> [PolicyRevision.Summary] {
    _ = try snapshot(of: organization)
    return try await store.policyHistory(organization: organization, limit: limit)
  }

  /// Puts `policies` in the place of those in force; nothing happens where they are the same.
  /// - Parameter base: the revision that they were made from; `nil` for whatever is in force.
  /// - Returns: the revision then in force.
  /// - Throws: `PolicyRegisterError` with nothing changed, `StoreError`.
  public func set(
    _ policies: OrganizationPolicies, organization: String, base: Int64? = nil, author: String, note: String
  ) async throws -> Int64 {
    let present = try snapshot(of: organization)
    if let base, base != present.revision { throw PolicyRegisterError.changedMeanwhile(newest: present.revision) }
    let problems = policies.problems
    guard problems.isEmpty else { throw PolicyRegisterError.problems(problems) }
    guard policies != present.policies else { return present.revision }
    let summary = PolicyRevision.Summary(
      organization: organization, number: present.revision + 1, author: author, time: clock().microseconds,
      note: String(note.prefix(PolicyRegister.noteLimit)))
    let revision = PolicyRevision(summary, policies)
    guard try await store.append(revision) else { throw PolicyRegisterError.changedMeanwhile(newest: summary.number) }
    bringIntoForce(revision)
    return summary.number
  }

  /// What is likely not meant in what is in force, or would be in `draft`; looks through the directory.
  /// - Throws: `PolicyRegisterError`.
  public func lints(organization: String, draft: OrganizationPolicies? = nil) throws -> [PolicyLint] {
    let present = try snapshot(of: organization)
    return PolicyLinter(
      policies: draft ?? present.policies, acceptedDomains: present.acceptedDomains, recipients: present.recipients,
      allowBlock: present.allowBlock, spoofedSenders: present.spoofedSenders.all, now: clock(),
      isPublicSuffix: isPublicSuffix
    ).lints
  }

  /// An older one that comes late changes nothing.
  private func bringIntoForce(_ revision: PolicyRevision) {
    snapshots.change(revision.summary.organization) { snapshot in
      guard snapshot.revision < revision.summary.number else { return }
      snapshot.policies = revision.policies
      snapshot.revision = revision.summary.number
    }
  }
}
