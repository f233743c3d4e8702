import Testing

@testable import MailAuthentication

@Suite("Cache of parsed keys")
struct DKIMKeyCacheTests {
  private static func record(_ seed: UInt8) throws -> [UInt8] {
    Array(try DKIMSigningKey(ed25519Seed: [UInt8](repeating: seed, count: 32)).recordText.utf8)
  }

  @Test("A key that was used twice outlasts any number of keys that are used once")
  func eviction() throws {
    let cache = DKIMKeyCache(capacity: 4)
    let known = try Self.record(0)
    _ = try cache.key(known)
    _ = try cache.key(known)
    for seed: UInt8 in 1...100 { _ = try cache.key(try Self.record(seed)) }
    #expect(cache.holds(known))
    #expect(!cache.holds(try Self.record(1)))
    #expect(cache.count <= 8)
  }

  @Test("Keys that are used no more make room for those that are")
  func ageing() throws {
    let cache = DKIMKeyCache(capacity: 4)
    for seed: UInt8 in 0...20 {
      _ = try cache.key(try Self.record(seed))
      _ = try cache.key(try Self.record(seed))
    }
    #expect(!cache.holds(try Self.record(0)))
    #expect(cache.holds(try Self.record(20)))
    #expect(cache.count <= 8)
  }

  @Test("A record that is no key is refused each time")
  func refusals() {
    let cache = DKIMKeyCache()
    for _ in 0..<2 {
      #expect(throws: DKIMReason.malformedKey("no p= tag")) { try cache.key(Array("v=DKIM1; k=rsa".utf8)) }
    }
    #expect(cache.count == 0)
  }
}
