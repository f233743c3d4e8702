import MailTransport
import MailTypes
import NIOPosix
import Testing

/// What client tests share: a pool, an envelope, a message.
enum ClientSetup {
  static func pool(
    resolver: StubResolver = StubResolver(), tls: SMTPClientTLS? = nil,
    _ change: (inout SMTPClientConfiguration) -> Void = { _ in }
  ) throws -> SMTPClientPool {
    var configuration = SMTPClientConfiguration(hostname: try #require(DomainName("gateway.example")))
    change(&configuration)
    return SMTPClientPool(
      configuration: configuration, resolver: resolver, tls: try tls ?? SMTPClientTLS(),
      group: MultiThreadedEventLoopGroup.singleton)
  }

  static func envelope(to recipients: String...) throws -> Envelope {
    Envelope(
      reversePath: .mailbox(try #require(EmailAddress("alice@sender.example"))),
      recipients: try recipients.map { Envelope.Recipient(try #require(EmailAddress($0))) })
  }

  static func smtp(_ port: Int, tls: NextHop.TLSPolicy = .opportunistic, host: String = "127.0.0.1") -> NextHop {
    .smtp(NextHop.Host(name: host, port: UInt16(port), tls: tls))
  }

  static func lmtp(_ port: Int) -> NextHop { .lmtp(NextHop.Host(name: "127.0.0.1", port: UInt16(port))) }

  static let message = OutgoingContent(
    head: Array("X-Added: yes\r\n".utf8), stored: .bytes(Array("Subject: test\r\n\r\n.dot\r\nbody\r\n".utf8)))
}

extension SMTPClientPool {
  func deliver(_ envelope: Envelope, to nextHop: NextHop) async -> [SMTPRecipientResult] {
    await deliver(envelope, content: ClientSetup.message, hasUTF8Headers: false, to: nextHop)
  }
}
