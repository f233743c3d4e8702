import MailTransport
import MailTypes
import MartletTestKit
import NIOCore
import Testing

/// Limits of connections and of time.
struct ListenerLimitTests {
  @Test func aClientHasSoManyConnections() async throws {
    var configuration = try TestServer.configuration()
    configuration.maximumConnectionsPerClient = 2
    let server = try await TestServer.start(configuration)
    let first = try await server.greeted()
    var second = try await server.greeted()
    var third = try await server.connect()
    #expect(try await third.reply()?.hasPrefix("421 4.7.0") == true)
    #expect(try await third.isClosed())
    // One that leaves makes room.
    #expect(try await second.say("QUIT")?.hasPrefix("221") == true)
    #expect(try await second.isClosed())
    var next: String?
    repeat {
      var again = try await server.connect()
      next = try await again.reply()
    } while next?.hasPrefix("421") == true
    #expect(next?.hasPrefix("220") == true)
    try await first.channel.close()
    await server.stop()
  }

  @Test func aListenerAndTheProcessHaveSoMany() async throws {
    var configuration = try TestServer.configuration()
    configuration.maximumConnections = 1
    let byListener = try await TestServer.start(configuration)
    let inAll = try await TestServer.start(resources: SMTPServerResources(maximumConnections: 1))
    for server in [byListener, inAll] {
      let first = try await server.greeted()
      var second = try await server.connect()
      #expect(try await second.reply()?.hasPrefix("421 4.3.2") == true)
      try await first.channel.close()
      await server.stop()
      #expect(server.resources.connections == 0)
    }
  }

  @Test func silenceIsEnded() async throws {
    var configuration = try TestServer.configuration()
    configuration.idleTimeout = .milliseconds(50)
    let server = try await TestServer.start(configuration)
    var client = try await server.greeted()
    #expect(try await client.reply() == "421 4.4.2 Timed out: no command for too long")
    #expect(try await client.isClosed())
    await server.stop()
  }

  @Test func aMessageThatNeverEndsIsEnded() async throws {
    var configuration = try TestServer.configuration()
    configuration.dataTimeout = .milliseconds(50)
    let server = try await TestServer.start(configuration)
    var client = try await server.greeted()
    for line in ["MAIL FROM:<bob@sender.example>", "RCPT TO:<alice@example.org>", "DATA"] { _ = try await client.say(line) }
    #expect(try await client.say("Subject: never ends") == "421 4.4.2 Timed out: message took too long")
    await server.stop()
    #expect(server.delegate.messages.isEmpty)
  }

  @Test func aClientThatReadsLateGetsEveryReply() async throws {
    let server = try await TestServer.start()
    var client = try await server.greeted()
    _ = try await client.say("MAIL FROM:<bob@sender.example>")
    // More replies than sockets and buffers hold: the server has to stop reading until they are taken.
    try await client.channel.setOption(.autoRead, value: false).get()
    let count = 10_000
    let commands = Array(String(repeating: "RCPT TO:<alice@example.org>\r\n", count: count).utf8)
    client.channel.writeAndFlush(ByteBuffer(bytes: commands), promise: nil)
    try await client.channel.setOption(.autoRead, value: true).get()
    var taken = 0
    var refused = 0
    for _ in 0..<count {
      let reply = try await client.reply()
      if reply?.hasPrefix("250") == true { taken += 1 }
      if reply?.hasPrefix("452 4.5.3") == true { refused += 1 }
    }
    #expect(taken == 1000)
    #expect(refused == count - 1000)
    await server.stop()
  }
}
