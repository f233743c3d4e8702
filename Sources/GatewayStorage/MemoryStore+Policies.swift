public import FilterPolicy
public import MailTypes
import Synchronization

extension MemoryStore: PolicyStore {
  public func newestPolicies() async throws -> [PolicyRevision] {
    rows.withLock { $0.policies.values.compactMap(\.last).sorted { $0.summary.organization < $1.summary.organization } }
  }

  public func policies(organization: String, revision: Int64) async throws -> PolicyRevision? {
    rows.withLock { $0.policies[organization, default: []].first { $0.summary.number == revision } }
  }

  public func policyHistory(organization: String, limit: Int) async throws -> [PolicyRevision.Summary] {
    rows.withLock { $0.policies[organization, default: []].reversed().prefix(limit).map(\.summary) }
  }

  public func append(_ revision: PolicyRevision) async throws -> Bool {
    rows.withLock { rows in
      let organization = revision.summary.organization
      let newest = rows.policies[organization]?.last?.summary.number ?? 0
      guard revision.summary.number == newest + 1 else { return false }
      rows.policies[organization, default: []].append(revision)
      return true
    }
  }
}

extension MemoryStore: ListStore {
  public func allowBlockEntries() async throws -> [String: [AllowBlockEntry]] {
    rows.withLock { $0.allowBlock.mapValues(\.entries) }
  }

  public func set(_ entries: [AllowBlockEntry], organization: String) async throws {
    rows.withLock { rows in
      for var entry in entries {
        entry.lastUsed = rows.allowBlock[organization]?[entry.id]?.lastUsed ?? entry.lastUsed
        rows.allowBlock[organization, default: AllowBlockList()].set(entry)
      }
    }
  }

  public func removeAllowBlockEntries(_ ids: [AllowBlockEntry.ID], organization: String) async throws {
    rows.withLock { rows in
      for id in ids { rows.allowBlock[organization]?.remove(id) }
    }
  }

  public func noteUse(of ids: [AllowBlockEntry.ID], at time: UTCTime, organization: String) async throws {
    rows.withLock { rows in
      for id in ids {
        guard var entry = rows.allowBlock[organization]?[id] else { continue }
        entry.lastUsed = max(entry.lastUsed ?? time, time)
        rows.allowBlock[organization]?.set(entry)
      }
    }
  }

  public func mailboxLists() async throws -> [String: [EmailAddress: MailboxList]] { rows.withLock(\.mailboxLists) }

  public func set(_ list: MailboxList, of mailbox: EmailAddress, organization: String) async throws {
    rows.withLock { $0.mailboxLists[organization, default: [:]][mailbox] = list.isEmpty ? nil : list }
  }
}
