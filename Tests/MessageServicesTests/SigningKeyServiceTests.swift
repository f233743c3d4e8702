import GatewayStorage
import Logging
import MailAuthentication
import MailTypes
import MessageServices
import Synchronization
import Testing

@Suite("Signing keys")
struct SigningKeyServiceTests {
  private struct NoDNS: DNSResolver {
    func resolve(_ question: DNSQuestion) async -> DNSAnswer { .nameError }
  }

  /// Remembers what was logged as an error.
  private final class Errors: Sendable {
    let lines = Mutex<[String]>([])
  }

  private struct ErrorLog: LogHandler {
    let errors: Errors
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.error

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let words = ["status", "selector"].compactMap { event.metadata?[$0].map { "\($0)" } }
      errors.lines.withLock { $0.append(words.joined(separator: " ")) }
    }
  }

  private func domain() throws -> DomainName { try #require(DomainName("example.org")) }

  private func key(_ selector: String, _ state: SigningKey.State, pem: String? = nil) throws -> SigningKey {
    let id = SigningKey.ID(domain: try domain(), selector: try #require(DomainName(selector)))
    return SigningKey(
      id: id, privateKey: try pem ?? DKIMSigningKey(.ed25519).pem, state: state, createdAt: 1, changedAt: 1)
  }

  @Test("A damaged key is passed over: the others sign, it is listed as damaged, and the log says so once")
  func damaged() async throws {
    let store = MemoryStore(incomingFolder: "/")
    try await store.save([
      try key("cut", .signing, pem: "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----"),
      try key("good", .signing), try key("odd", .damaged),
    ])
    let (keyring, errors) = (SigningKeyring(), Errors())
    let service = SigningKeyService(
      store: store, keyring: keyring, ownDomains: [try domain()], resolver: NoDNS(),
      clock: { UTCTime(microseconds: 2) }, logger: Logger(label: "test") { _ in ErrorLog(errors: errors) })

    let listed = try await service.list(nil)
    #expect(listed.map { "\($0.id.selector) \($0.state)" } == ["cut damaged", "good signing", "odd damaged"])
    #expect(listed.map { $0.record != nil } == [false, true, false])
    let signer = try #require(keyring.signer(for: try domain()))
    let signatures = try signer.sign(
      SignedMessage(Array("From: a@example.org\r\n\r\nx\r\n".utf8)), at: UTCTime(microseconds: 2))
    #expect(signatures.count == 1 && signatures.allSatisfy { $0.contains("s=good;") })
    #expect(try await service.check(nil).map { $0.publication == nil } == [true, false, true])
    #expect(errors.lines.withLock { $0 } == ["damaged cut", "damaged odd"])

    // The row is as it was, so that a rescue is not made harder.
    #expect(try await store.signingKeys().first?.state == .signing)
    try await service.remove(try key("cut", .damaged).id, isForced: false)
    #expect(try await service.rotate(try domain(), selector: nil, nil, now: true).count == 1)
    #expect(try await service.list(nil).map(\.state) == [.retired, .damaged, .signing])
  }
}
