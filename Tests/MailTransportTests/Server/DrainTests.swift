import MailTransport
import MailTypes
import MartletTestKit
import NIOCore
import Testing

/// SIGTERM as clients see it.
struct DrainTests {
  @Test func idleClientsAreToldAndMessagesAreFinished() async throws {
    let server = try await TestServer.start()
    var idle = try await server.greeted()
    var busy = try await server.greeted()
    for line in ["MAIL FROM:<bob@sender.example>", "RCPT TO:<alice@example.org>", "DATA"] { _ = try await busy.say(line) }
    let drained = Task { await server.listener.drain(within: .minutes(1)) }
    #expect(try await idle.reply()?.hasPrefix("421 4.3.2") == true)
    #expect(try await idle.isClosed())
    try await busy.send(Array("Subject: late\r\n\r\ntext\r\n".utf8))
    #expect(try await busy.say(".")?.hasPrefix("250 2.6.0") == true)
    #expect(try await busy.reply()?.hasPrefix("421 4.3.2") == true)
    await drained.value
    #expect(server.delegate.messages.count == 1)
    #expect(server.listener.connections == 0)
    await #expect(throws: (any Error).self) { try await server.connect() }
  }

  @Test func whoDoesNotFinishInTimeIsCut() async throws {
    let server = try await TestServer.start()
    var client = try await server.greeted()
    for line in ["MAIL FROM:<bob@sender.example>", "RCPT TO:<alice@example.org>", "DATA"] { _ = try await client.say(line) }
    await server.listener.drain(within: .milliseconds(10))
    #expect(try await client.isClosed())
    #expect(server.delegate.messages.isEmpty)
  }
}
