import AdminAPI
import GatewayStorage
import MailAuthentication
import MailTypes
import Testing

@Suite("dkim-key")
struct SigningKeyRoutesTests {
  private func domain(_ text: String = "example.org") throws -> DomainName { try #require(DomainName(text)) }

  @Test("A new key waits until DNS has its record, and its secret is in no answer")
  func creation() async throws {
    try await withServer(try FakeGateway()) { client, gateway in
      let key = try await client.createSigningKey(SigningKeyOrder(domain: try domain(), algorithm: "ed25519"))
      #expect(key.state == .waiting)
      #expect(key.selector.text == "m20260921e")
      #expect(key.recordName == "m20260921e._domainkey.example.org")
      let (recordName, recordText) = (try #require(key.recordName), try #require(key.recordText))
      #expect(recordText.hasPrefix("v=DKIM1; k=ed25519; p="))
      #expect(!String(decoding: try APIDocument.encode(key), as: UTF8.self).contains("PRIVATE"))
      #expect(gateway.keyring.signer(for: try domain()) == nil)

      let missing = try await client.checkSigningKeys(nil).items
      #expect(missing.map(\.publication?.result) == [.missing])
      gateway.dns.publish(recordName, "v=DKIM1; k=ed25519; p=" + String(repeating: "A", count: 43))
      #expect(try await client.checkSigningKeys(nil).items.map(\.publication?.result) == [.different])
      #expect(gateway.keyring.signer(for: try domain()) == nil)

      gateway.dns.publish(recordName, recordText)
      let found = try await client.checkSigningKeys(try domain()).items
      #expect(found.map(\.publication?.result) == [.published])
      #expect(found.map(\.state) == [.signing])
      #expect(gateway.keyring.signer(for: try domain("sub.example.org")) != nil)
    }
  }

  @Test("A rotation signs with the old key until the new record is there, and keeps the old key afterwards")
  func rotation() async throws {
    try await withServer(try FakeGateway()) { client, gateway in
      let old = try await client.createSigningKey(SigningKeyOrder(domain: try domain(), algorithm: "ed25519", now: true))
      #expect(old.state == .signing)
      let successor = try #require(try await client.rotateSigningKeys(SigningKeyOrder(domain: try domain())).items.first)
      #expect(successor.selector.text == "m20260921e-2")
      #expect(try await client.signingKeys(nil).items.map(\.state) == [.signing, .waiting])
      await #expect(throws: ControlClientError.self, "one successor at a time") {
        try await client.rotateSigningKeys(SigningKeyOrder(domain: try domain()))
      }

      gateway.dns.publish(try #require(successor.recordName), try #require(successor.recordText))
      #expect(try await client.checkSigningKeys(nil).items.map(\.state) == [.retired, .signing])
      try await client.removeSigningKey(try domain(), old.selector, isForced: false)
      #expect(try await client.signingKeys(nil).items.map(\.selector) == [successor.selector])
    }
  }

  @Test("What cannot be done is refused in one line: foreign domains, taken selectors, removing a key that signs")
  func refusals() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      let selector = try domain("s1")
      let order = SigningKeyOrder(domain: try domain(), selector: selector, algorithm: "ed25519", now: true)
      _ = try await client.createSigningKey(order)
      func code(_ body: () async throws -> Void) async -> String? {
        do {
          try await body()
          return nil
        } catch ControlClientError.refused(let code, let message) {
          #expect(!message.contains("\n"))
          return code
        } catch {
          return "\(error)"
        }
      }
      let taken = await code { _ = try await client.createSigningKey(order) }
      #expect(taken == "conflict")
      let foreign = await code { _ = try await client.createSigningKey(SigningKeyOrder(domain: selector)) }
      #expect(foreign == "notFound")
      let algorithm = await code {
        _ = try await client.createSigningKey(SigningKeyOrder(domain: try domain(), algorithm: "dsa"))
      }
      #expect(algorithm == "badRequest")
      let signs = await code { try await client.removeSigningKey(try domain(), selector, isForced: false) }
      #expect(signs == "conflict")
      try await client.removeSigningKey(try domain(), selector, isForced: true)
      let gone = await code { _ = try await client.signingKey(try domain(), selector) }
      #expect(gone == "notFound")
    }
  }
}
