import MailTransport
import MailTypes
import MartletTestKit
import Testing

/// What servers do that they should not.
@Suite struct ClientFaultTests {
  private func code(of server: ScriptedServer, content: OutgoingContent = ClientSetup.message) async throws -> String {
    let results = try await ClientSetup.pool().deliver(
      ClientSetup.envelope(to: "bob@example.net"), content: content, hasUTF8Headers: false,
      to: ClientSetup.smtp(Int(server.port)))
    let reply = try #require(results.first?.reply)
    return "\(reply.code) " + (reply.enhanced.map { "\($0)" } ?? "")
  }

  @Test func deathInTheMiddleOfTheContentDefers() async throws {
    let server = try await ScriptedServer(contentLimit: 100_000, script: ScriptedServer.answers())
    let body = Array(repeating: Array("0123456789abcdef\r\n".utf8), count: 100_000).joined()
    let content = OutgoingContent(head: Array("Subject: x\r\n\r\n".utf8), stored: .bytes(Array(body)))
    #expect(try await code(of: server, content: content) == "451 4.4.2")
    #expect(!server.lines.contains("."))
  }

  @Test(arguments: [
    "garbage", "250-a\r\n251 b", "999 what", "250-" + String(repeating: "x", count: 10_000),
    String(repeating: "250-x\r\n", count: 500),
  ])
  func aReplyThatIsNoneDefers(_ garbage: String) async throws {
    let server = try await ScriptedServer(script: ScriptedServer.answers(["RCPT": .say(garbage)]))
    #expect(try await code(of: server) == "451 4.5.0")
  }

  @Test func silenceEndsWithItsTimeout() async throws {
    let server = try await ScriptedServer(script: ScriptedServer.answers(["RCPT": .silence], offers: []))
    let pool = try ClientSetup.pool { $0.timeouts.recipient = .milliseconds(50) }
    let results = try await pool.deliver(
      ClientSetup.envelope(to: "bob@example.net"), to: ClientSetup.smtp(Int(server.port)))
    #expect(results.first?.reply.enhanced == EnhancedStatusCode(4, 4, 2))
  }

  @Test func nobodyThereIsUnreachable() async throws {
    let results = try await ClientSetup.pool().deliver(
      ClientSetup.envelope(to: "bob@example.net"), to: ClientSetup.smtp(try Loopback.freePort()))
    #expect(results.first?.reply.enhanced == EnhancedStatusCode(4, 4, 1))
    #expect(results.first?.isUnreachable == true)
  }

  @Test func aMissingSocketIsUnreachable() async throws {
    let results = try await ClientSetup.pool().deliver(
      ClientSetup.envelope(to: "bob@example.net"), to: .lmtpSocket(path: "/nonexistent/lmtp"))
    #expect(results.first?.reply.enhanced == EnhancedStatusCode(4, 4, 1))
  }

  /// The server hangs up after each message: the next one goes over a new connection, and its sender learns nothing of it.
  @Test func aConnectionThatDiedWhileIdleCostsNothing() async throws {
    let server = try await ScriptedServer(script: ScriptedServer.answers(["RSET": .hangUp, "MAIL": .say("250 Ok")]))
    let pool = try ClientSetup.pool()
    let hop = ClientSetup.smtp(Int(server.port))
    let recipient = try #require(EmailAddress("bob@example.net"))
    #expect(await pool.probe(recipient, at: hop).code == 250)
    // The probe leaves a transaction open, so the next begins with RSET, at which this server dies.
    #expect(try await pool.deliver(ClientSetup.envelope(to: "bob@example.net"), to: hop).map(\.reply.code) == [250])
    #expect(server.lines.filter { $0.hasPrefix("EHLO") }.count == 2)
  }

  @Test func idleConnectionsAreTakenLeaveOf() async throws {
    let server = try await ScriptedServer(script: ScriptedServer.answers())
    let pool = try ClientSetup.pool()
    _ = await pool.deliver(try ClientSetup.envelope(to: "bob@example.org"), to: ClientSetup.smtp(Int(server.port)))
    #expect(server.lines.last == ".")
    await pool.shutDown()
    #expect(server.lines.last == "QUIT")
  }

  @Test func aWornConnectionIsReplaced() async throws {
    let server = try await ScriptedServer(script: ScriptedServer.answers())
    let pool = try ClientSetup.pool { $0.maximumTransactions = 2 }
    for _ in 0..<4 {
      _ = try await pool.deliver(ClientSetup.envelope(to: "bob@example.net"), to: ClientSetup.smtp(Int(server.port)))
    }
    #expect(server.lines.filter { $0.hasPrefix("EHLO") }.count == 2)
  }
}
