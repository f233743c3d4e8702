import Foundation
import GatewayStorage
import MartletTestKit
import SQLStorage
import Testing

/// What every store promises about who had mail from whom.
@Suite struct ContactStoreTests {
  private let folder: TemporaryFolder
  private let pair = MailContact.Pair(user: "Ada@Example.test", correspondent: "ines@partner.example")
  private let other = MailContact.Pair(user: "ines@partner.example", correspondent: "ada@example.test")

  init() throws { folder = try TemporaryFolder() }

  private func store(_ kind: StoreTests.Kind) throws -> any ContactStore {
    switch kind {
    case .memory: MemoryStore(incomingFolder: folder.path)
    case .sqlite: try SQLStore(folder: folder.path)
    }
  }

  private func contact(_ pair: MailContact.Pair, day: Int, messages: Int) -> MailContact {
    MailContact(organization: "example", pair: pair, day: day, messages: messages)
  }

  @Test("Messages of a pair add up, in one direction and for one organization", arguments: StoreTests.Kind.allCases)
  func counts(kind: StoreTests.Kind) async throws {
    let store = try store(kind)
    try await store.count([contact(pair, day: 100, messages: 1), contact(pair, day: 100, messages: 1)])
    try await store.count([contact(pair, day: 101, messages: 3)])
    let lower = MailContact.Pair(user: "ada@example.test", correspondent: "INES@partner.example")
    #expect(try await store.messages(of: [other, pair, lower], organization: "example") == [0, 5, 5])
    #expect(try await store.messages(of: [pair], organization: "other") == [0])
  }

  @Test("Who was not seen for long is forgotten, and a late count makes no day earlier", arguments: StoreTests.Kind.allCases)
  func forgetting(kind: StoreTests.Kind) async throws {
    let store = try store(kind)
    try await store.count([contact(pair, day: 100, messages: 1), contact(other, day: 90, messages: 1)])
    try await store.count([contact(pair, day: 80, messages: 1)])
    try await store.forgetContacts(before: 100)
    #expect(try await store.messages(of: [pair, other], organization: "example") == [2, 0])
  }

  @Test("The store cannot be read as a list of correspondents")
  func digests() async throws {
    let store = try SQLStore(folder: folder.path)
    try await store.count([contact(pair, day: 100, messages: 1)])
    let files = try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil)
    for file in files where file.lastPathComponent.hasPrefix("martlet.sqlite") {
      #expect(try Data(contentsOf: file).range(of: Data("partner.example".utf8)) == nil)
    }
  }
}
