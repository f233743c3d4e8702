import GatewayStorage
import MailTypes
import MartletTestKit
import SQLStorage
import Testing

@Suite struct SigningKeyStoreTests {
  @Test("A damaged row takes no other key with it", arguments: ["private_key = x'00FF'", "state = 'odd'", "created_at = ''"])
  func damagedRow(_ damage: String) async throws {
    let folder = try TemporaryFolder()
    let database = try SQLiteDatabase(path: folder.path + "/martlet.sqlite")
    let store = try SQLStore(state: folder.path) { _ in database }
    let domain = try #require(DomainName("example.org"))
    let keys = try [DomainName("a"), DomainName("b")].map { selector in
      SigningKey(
        id: SigningKey.ID(domain: domain, selector: try #require(selector)), privateKey: "PEM", state: .signing, createdAt: 1,
        changedAt: 1)
    }
    try await store.save(keys)
    try database.write { try $0.execute("UPDATE signing_keys SET \(damage) WHERE selector = 'a'", []) }
    let read = try await store.signingKeys()
    #expect(Set(read.map(\.id)) == Set(keys.map(\.id)))
    #expect(read.contains(keys[1]))
    #expect(!read.contains { $0.id == keys[0].id && $0 == keys[0] } || damage.hasPrefix("created_at"))
  }
}
