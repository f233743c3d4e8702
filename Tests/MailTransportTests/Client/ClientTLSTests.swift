import MailTransport
import MailTypes
import MartletTestKit
import NIOCore
import Testing

/// STARTTLS against a server with a certificate of its own making.
@Suite struct ClientTLSTests {
  @Test func opportunisticTakesAnyCertificate() async throws {
    let server = try await TLSServer()
    let result = try await server.deliver(.opportunistic)
    #expect(result.reply.code == 250)
    #expect(server.transmissionTypes == ["ESMTPS"])
  }

  @Test func noneStaysInClear() async throws {
    let server = try await TLSServer()
    #expect(try await server.deliver(.none).reply.code == 250)
    #expect(server.transmissionTypes == ["ESMTP"])
  }

  @Test func requiredRefusesACertificateNobodyVouchesFor() async throws {
    let server = try await TLSServer()
    let result = try await server.deliver(.required)
    #expect(result.reply.enhanced == EnhancedStatusCode(4, 7, 5))
    #expect(server.transmissionTypes.isEmpty)
  }

  @Test func requiredTakesATrustedCertificateForTheName() async throws {
    let server = try await TLSServer()
    let result = try await server.deliver(.required, trusting: server.certificate.chain)
    #expect(result.reply.code == 250)
    #expect(server.transmissionTypes == ["ESMTPS"])
  }

  @Test func requiredRefusesATrustedCertificateForAnotherName() async throws {
    let server = try await TLSServer()
    let result = try await server.deliver(.required, trusting: server.certificate.chain, host: "other.example")
    #expect(result.reply.enhanced == EnhancedStatusCode(4, 7, 5))
    #expect(server.transmissionTypes.isEmpty)
  }

  @Test func aBrokenHandshakeFallsBackToClearOnlyWhereItMay() async throws {
    let script = ScriptedServer.answers(["STARTTLS": .say("220 go")], offers: ["STARTTLS"])
    let server = try await ScriptedServer(script: { $0.unicodeScalars.contains { $0.value < 32 } ? .hangUp : script($0) })
    let hop = ClientSetup.smtp(Int(server.port))
    let results = try await ClientSetup.pool().deliver(ClientSetup.envelope(to: "bob@example.net"), to: hop)
    #expect(results.first?.reply.code == 250)
    #expect(server.lines.filter { $0 == "STARTTLS" }.count == 1)

    let strict = ClientSetup.smtp(Int(server.port), tls: .required)
    let refused = try await ClientSetup.pool().deliver(ClientSetup.envelope(to: "bob@example.net"), to: strict)
    #expect(refused.first?.reply.isTransientFailure == true)
  }
}

/// Martlet's own listener with a self-signed certificate for `mail.example`.
private struct TLSServer {
  let certificate: TestCertificate
  private let server: TestServer

  var transmissionTypes: [String] { server.delegate.messages.map(\.client.transmissionType) }

  init() async throws {
    certificate = try TestCertificate(commonName: "mail.example")
    server = try await TestServer.start(tls: certificate.source())
  }

  func deliver(
    _ tls: NextHop.TLSPolicy, trusting roots: String? = nil, host: String = "mail.example"
  ) async throws -> SMTPRecipientResult {
    let pool = try ClientSetup.pool(
      resolver: StubResolver(addresses: [host: ["127.0.0.1"]]), tls: SMTPClientTLS(trustRoots: roots))
    let hop = ClientSetup.smtp(try #require(server.address.port), tls: tls, host: host)
    let results = try await pool.deliver(ClientSetup.envelope(to: "alice@example.org"), to: hop)
    await pool.shutDown()
    return try #require(results.first)
  }
}
