public import FilterPolicy
public import MailTypes
import NIOHTTP1

// Policies, the Tenant Allow/Block List, lists of mailboxes, recipients and groups.
extension ControlClient {
  public func policies(_ query: [(String, String)] = []) async throws(ControlClientError) -> PolicyDocument {
    try await document(.GET, "policies", query)
  }

  public func setPolicies(
    _ order: PolicyOrder, _ query: [(String, String)]
  ) async throws(ControlClientError) -> PolicyChangesDocument {
    try await document(.PUT, "policies", query, body: order)
  }

  public func policyHistory(_ query: [(String, String)]) async throws(ControlClientError) -> PolicyHistoryDocument {
    try await document(.GET, "policies/revisions", query)
  }

  public func restorePolicies(
    _ revision: Int64, _ query: [(String, String)]
  ) async throws(ControlClientError) -> PolicyChangesDocument {
    try await document(.POST, "policies/revisions/\(revision)/restore", query)
  }

  /// `order` holds the draft.
  public func replayPolicies(
    _ order: PolicyOrder, _ query: [(String, String)]
  ) async throws(ControlClientError) -> ReplayDocument {
    try await document(.POST, "policies/replay", query, body: order, timeout: ControlClient.trialTimeout)
  }

  public func policyLints(_ query: [(String, String)]) async throws(ControlClientError) -> PolicyLintsDocument {
    try await document(.GET, "policies/lint", query)
  }

  public func effectivePolicies(_ query: [(String, String)]) async throws(ControlClientError) -> EffectivePoliciesDocument {
    try await document(.GET, "policies/effective", query)
  }

  public func allowBlockList(_ query: [(String, String)]) async throws(ControlClientError) -> AllowBlockListDocument {
    try await document(.GET, "allow-block", query)
  }

  public func setAllowBlock(
    _ order: AllowBlockOrder, areNew: Bool, _ query: [(String, String)]
  ) async throws(ControlClientError) -> AllowBlockListDocument {
    try await document(areNew ? .POST : .PUT, "allow-block", query, body: order)
  }

  public func tryAllowBlock(
    _ order: AllowBlockOrder, _ query: [(String, String)]
  ) async throws(ControlClientError) -> ReplayDocument {
    try await document(.POST, "allow-block/trial", query, body: order, timeout: ControlClient.trialTimeout)
  }

  public func removeAllowBlock(_ removal: AllowBlockRemoval, _ query: [(String, String)]) async throws(ControlClientError) {
    try await perform(.POST, "allow-block/remove", query, body: removal) { _ in }
  }

  public func mailboxList(_ mailbox: EmailAddress) async throws(ControlClientError) -> MailboxListDocument {
    try await document(.GET, "mailbox-lists/\(PercentEncoding.encoded(mailbox.description))")
  }

  public func setMailboxList(
    _ list: MailboxList, of mailbox: EmailAddress
  ) async throws(ControlClientError) -> MailboxListDocument {
    try await document(.PUT, "mailbox-lists/\(PercentEncoding.encoded(mailbox.description))", body: list)
  }

  public func recipients(_ query: [(String, String)] = []) async throws(ControlClientError) -> RecipientListDocument {
    try await document(.GET, "users", query)
  }

  public func recipient(
    _ address: EmailAddress, _ query: [(String, String)] = []
  ) async throws(ControlClientError) -> RecipientDocument {
    try await document(.GET, "users/\(PercentEncoding.encoded(address.description))", query)
  }

  public func create(
    _ recipient: RecipientDocument, _ query: [(String, String)] = []
  ) async throws(ControlClientError) -> RecipientDocument {
    try await document(.POST, "users", query, body: recipient)
  }

  public func set(
    _ recipient: RecipientDocument, _ query: [(String, String)] = []
  ) async throws(ControlClientError) -> RecipientDocument {
    try await document(.PUT, "users/\(PercentEncoding.encoded(recipient.address.description))", query, body: recipient)
  }

  public func removeRecipient(_ address: EmailAddress, _ query: [(String, String)] = []) async throws(ControlClientError) {
    try await order(.DELETE, "users/\(PercentEncoding.encoded(address.description))", query)
  }

  public func groups(_ query: [(String, String)] = []) async throws(ControlClientError) -> GroupListDocument {
    try await document(.GET, "groups", query)
  }

  public func group(
    _ address: EmailAddress, _ query: [(String, String)] = []
  ) async throws(ControlClientError) -> GroupDocument {
    try await document(.GET, "groups/\(PercentEncoding.encoded(address.description))", query)
  }

  public func create(
    _ group: GroupDocument, _ query: [(String, String)] = []
  ) async throws(ControlClientError) -> GroupDocument {
    try await document(.POST, "groups", query, body: group)
  }

  public func set(_ group: GroupDocument, _ query: [(String, String)] = []) async throws(ControlClientError) -> GroupDocument {
    try await document(.PUT, "groups/\(PercentEncoding.encoded(group.address.description))", query, body: group)
  }

  public func removeGroup(_ address: EmailAddress, _ query: [(String, String)] = []) async throws(ControlClientError) {
    try await order(.DELETE, "groups/\(PercentEncoding.encoded(address.description))", query)
  }

  public func add(
    _ member: EmailAddress, to group: EmailAddress, _ query: [(String, String)] = []
  ) async throws(ControlClientError) {
    try await order(.PUT, members(group, member), query)
  }

  public func remove(
    _ member: EmailAddress, from group: EmailAddress, _ query: [(String, String)] = []
  ) async throws(ControlClientError) {
    try await order(.DELETE, members(group, member), query)
  }

  private func members(_ group: EmailAddress, _ member: EmailAddress) -> String {
    "groups/\(PercentEncoding.encoded(group.description))/members/\(PercentEncoding.encoded(member.description))"
  }
}
