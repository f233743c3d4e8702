import FilterPolicy
import GatewayStorage
import MailTypes
import MartletTestKit
import SQLStorage
import Testing

/// What every store promises about policies and lists.
@Suite struct PolicyStoreTests {
  private func withStore(
    _ kind: StoreTests.Kind, _ body: (any PolicyStore & ListStore) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    switch kind {
    case .memory: try await body(MemoryStore(incomingFolder: folder.path))
    case .sqlite: try await body(try SQLStore(folder: folder.path))
    }
  }

  private func revision(_ number: Int64, _ organization: String = "example", threshold: Int) -> PolicyRevision {
    var policies = OrganizationPolicies()
    policies.antiSpam.fallback.bulkThreshold = threshold
    return PolicyRevision(
      PolicyRevision.Summary(
        organization: organization, number: number, author: "ada", time: 1000 + number, note: "to \(threshold)"), policies)
  }

  @Test("A revision follows the newest one or is refused; all of them can be read", arguments: StoreTests.Kind.allCases)
  func revisions(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      #expect(try await store.append(revision(1, threshold: 6)))
      #expect(try await store.append(revision(2, threshold: 5)))
      #expect(try await store.append(revision(1, "other", threshold: 9)))
      for number: Int64 in [1, 2, 4] { #expect(try await !store.append(revision(number, threshold: 1))) }
      let newest = try await store.newestPolicies()
      #expect(newest == [revision(2, threshold: 5), revision(1, "other", threshold: 9)])
      #expect(try await store.policies(organization: "example", revision: 1) == revision(1, threshold: 6))
      #expect(try await store.policies(organization: "example", revision: 3) == nil)
      #expect(try await store.policyHistory(organization: "example", limit: 10).map(\.number) == [2, 1])
      #expect(try await store.policyHistory(organization: "example", limit: 1).map(\.note) == ["to 5"])
    }
  }

  @Test("Of two that write a revision at once one is refused", arguments: StoreTests.Kind.allCases)
  func race(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      let written = try await withThrowingTaskGroup(of: Bool.self) { group in
        for threshold in 1...9 { group.addTask { try await store.append(revision(1, threshold: threshold)) } }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(written == 1)
      #expect(try await store.policyHistory(organization: "example", limit: 10).count == 1)
    }
  }

  @Test("Entries are replaced by id and keep the day of their last use", arguments: StoreTests.Kind.allCases)
  func entries(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      let value = try AllowBlockValue(.sender, "contoso.example")
      var entry = AllowBlockEntry(value, .block, expiry: .never, notes: "first", modifiedAt: UTCTime(microseconds: 1))
      let other = AllowBlockEntry(value, .allow, expiry: .afterLastUse(days: 45), modifiedAt: UTCTime(microseconds: 1))
      try await store.set([entry, other], organization: "example")
      let used = UTCTime(microseconds: 99)
      try await store.noteUse(of: [entry.id], at: used, organization: "example")
      try await store.noteUse(of: [entry.id], at: UTCTime(microseconds: 50), organization: "example")
      entry.notes = "second"
      try await store.set([entry], organization: "example")
      let found = try await store.allowBlockEntries()
      #expect(Set(found.keys) == ["example"])
      let kept = found["example"]?.first { $0.id == entry.id }
      #expect(kept?.notes == "second" && kept?.lastUsed == used)
      try await store.removeAllowBlockEntries([entry.id], organization: "example")
      #expect(try await store.allowBlockEntries()["example"]?.map(\.id) == [other.id])
    }
  }

  @Test("The list of a mailbox is kept until it is empty", arguments: StoreTests.Kind.allCases)
  func mailboxes(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      let ada = try #require(EmailAddress("ada@example.org"))
      var list = MailboxList()
      list.trustedSenders = [try #require(EmailAddress("eve@contoso.example"))]
      try await store.set(list, of: ada, organization: "example")
      #expect(try await store.mailboxLists() == ["example": [ada: list]])
      try await store.set(MailboxList(), of: ada, organization: "example")
      #expect(try await store.mailboxLists()["example"]?[ada] == nil)
    }
  }
}
