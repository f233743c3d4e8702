import FilterPolicy
import GatewayStorage
import MailTypes
import MartletTestKit
import SQLStorage
import Testing

/// What every store promises about senders that are not proven.
@Suite struct SpoofStoreTests {
  private func withStore(_ kind: StoreTests.Kind, _ body: (any SpoofStore) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    switch kind {
    case .memory: try await body(MemoryStore(incomingFolder: folder.path))
    case .sqlite: try await body(try SQLStore(folder: folder.path))
    }
  }

  private func sender(_ pair: String) throws -> SpoofedSender {
    let pair = try #require(SpoofedSenderPair(pair))
    return SpoofedSender(user: pair.user, kind: .reverseName, infrastructure: pair.infrastructure, isInternal: false)
  }

  private func sighting(_ pair: String, day: Int, messages: Int, wanted: Int) throws -> SpoofSighting {
    SpoofSighting(
      organization: "example", sender: try sender(pair), day: day, messages: messages, wanted: wanted, actedOn: 0,
      lastSeen: Int64(day))
  }

  @Test("Counts of a day add up, days are told apart, and what is too old is forgotten", arguments: StoreTests.Kind.allCases)
  func counts(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      let pair = "contoso.com, fabrikam.com"
      try await store.count([try sighting(pair, day: 100, messages: 3, wanted: 3)])
      try await store.count([
        try sighting(pair, day: 100, messages: 2, wanted: 1), try sighting(pair, day: 101, messages: 5, wanted: 5),
        try sighting("contoso.com, 192.0.2.0/24", day: 101, messages: 1, wanted: 0),
      ])
      let history = try await store.history(organization: "example", try sender(pair), since: 100)
      #expect(history == SenderHistory(kind: .reverseName, messages: 10, wanted: 9, days: 2))
      #expect(try await store.history(organization: "other", try sender(pair), since: 100) == nil)
      let listed = try await store.sightings(organization: "example", since: 100, limit: 10)
      #expect(
        listed.map { "\($0.sender.infrastructure) \($0.messages) \($0.lastSeen)" } == [
          "fabrikam.com 10 101", "192.0.2.0/24 1 101",
        ])
      try await store.forgetSightings(before: 101)
      #expect(try await store.history(organization: "example", try sender(pair), since: 0)?.messages == 5)
    }
  }

  @Test("A later decision about a pair takes the place of the earlier", arguments: StoreTests.Kind.allCases)
  func decisions(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      let pair = try #require(SpoofedSenderPair("*, fabrikam.com"))
      for (action, note) in [(SpoofedSenderPair.Action.allow, "first"), (.block, "second")] {
        try await store.set(
          SpoofedSenderRow(organization: "example", entry: .init(pair, action), note: note, createdAt: 7))
      }
      #expect(
        try await store.spoofedSenders() == [
          SpoofedSenderRow(organization: "example", entry: .init(pair, .block), note: "second", createdAt: 7)
        ])
      #expect(try await store.removeSpoofedSender(organization: "example", pair))
      #expect(try await !store.removeSpoofedSender(organization: "example", pair))
    }
  }
}
