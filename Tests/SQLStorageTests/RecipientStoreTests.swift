import FilterPolicy
import GatewayStorage
import MailTypes
import MartletTestKit
import SQLStorage
import Testing

/// What every store promises about recipients and groups.
@Suite struct RecipientStoreTests {
  private func withStore(_ kind: StoreTests.Kind, _ body: (any RecipientStore) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    switch kind {
    case .memory: try await body(MemoryStore(incomingFolder: folder.path))
    case .sqlite: try await body(try SQLStore(folder: folder.path))
    }
  }

  @Test("Recipients and groups come back as they were given, and are replaced whole", arguments: StoreTests.Kind.allCases)
  func roundTrip(kind: StoreTests.Kind) async throws {
    let (ada, bela) = (try Samples.address("Ada@example.org"), try Samples.address("\"b \\\"c\"@example.org"))
    let staff = try Samples.address("staff@example.org")
    try await withStore(kind) { store in
      let recipient = DirectoryRecipient(primary: ada, aliases: [bela, staff], displayName: "Ada, \"L\"")
      try await store.apply(.setRecipient(recipient), organization: "example")
      try await store.apply(.setRecipient(DirectoryRecipient(primary: bela)), organization: "example")
      try await store.apply(.setRecipient(DirectoryRecipient(primary: staff)), organization: "other")
      let group = DirectoryGroup(address: staff, aliases: [bela], members: [bela])
      try await store.apply(.setGroup(group), organization: "example")
      let found = try await store.storedDirectory(organization: "example")
      #expect(found.recipients == [DirectoryRecipient(primary: bela), recipient])
      #expect(found.groups == [group])
      #expect(try await store.storedDirectory(organization: "other").recipients.map(\.primary) == [staff])

      try await store.apply(.setRecipient(DirectoryRecipient(primary: ada)), organization: "example")
      try await store.apply(.removeRecipient(AddressKey(bela)), organization: "example")
      try await store.apply(.removeGroup(AddressKey(staff)), organization: "example")
      #expect(
        try await store.storedDirectory(organization: "example")
          == StoredDirectory(recipients: [DirectoryRecipient(primary: ada)]))
    }
  }

  @Test("Members come and go one by one; a group that is not there gets none", arguments: StoreTests.Kind.allCases)
  func members(kind: StoreTests.Kind) async throws {
    let (ada, staff) = (try Samples.address("ada@example.org"), try Samples.address("staff@example.org"))
    let (member, group) = (AddressKey(ada), AddressKey(staff))
    try await withStore(kind) { store in
      try await store.apply(.addMember(member, group: group), organization: "example")
      #expect(try await store.storedDirectory(organization: "example") == StoredDirectory())
      try await store.apply(.setGroup(DirectoryGroup(address: staff)), organization: "example")
      try await store.apply(.addMember(member, group: group), organization: "example")
      try await store.apply(.addMember(member, group: group), organization: "example")
      #expect(try await store.storedDirectory(organization: "example").groups.map(\.members) == [[ada]])
      try await store.apply(.removeMember(member, group: group), organization: "example")
      #expect(try await store.storedDirectory(organization: "example").groups.map(\.members) == [[]])
    }
  }

  @Test("What was stored is there when the store is opened again")
  func reopening() async throws {
    let folder = try TemporaryFolder()
    let ada = try Samples.address("ada@example.org")
    do {
      let store = try SQLStore(folder: folder.path)
      try await store.apply(.setRecipient(DirectoryRecipient(primary: ada)), organization: "example")
    }
    let store = try SQLStore(folder: folder.path)
    #expect(try await store.storedDirectory(organization: "example").recipients.map(\.primary) == [ada])
  }
}
