import Foundation
import InternetMessage
import MailQueue
import MailTransport
import MailTypes
import MailboxAccess
import Testing

/// A relay as the gateway has one, without DNS.
struct RelaySetup {
  private struct NoDNS: DNSResolver {
    func resolve(_ question: DNSQuestion) async -> DNSAnswer { .nameError }
  }

  let relay: NextHopRelay

  init() throws {
    let configuration = SMTPClientConfiguration(hostname: try #require(DomainName("gateway.example")))
    let pool = SMTPClientPool(
      configuration: configuration, resolver: NoDNS(), tls: try SMTPClientTLS())
    relay = NextHopRelay(pool: pool, maildirs: MaildirStore(hostname: "gateway.example", now: { 1_700_000_000_000_000 }))
  }

  /// With a Return-Path that somebody else wrote.
  static let header = "Return-Path: <forged@example.org>\r\nSubject: test\r\n"

  static func delivery(to nextHop: NextHop, isJunk: Bool = false, recipients: String...) throws -> Delivery {
    var edits = HeaderEdits()
    edits.prepend("X-Added: yes")
    let id = try #require(QueueID(rawValue: 1))
    let sender = ReversePath.mailbox(try #require(EmailAddress("alice@sender.example")))
    let wanted = try recipients.map { Envelope.Recipient(try #require(EmailAddress($0))) }
    return Delivery(
      id: id, traceID: TraceID(), envelope: Envelope(reversePath: sender, recipients: wanted),
      content: .bytes(Array((header + "\r\nbody\r\n").utf8)), edits: edits, nextHop: nextHop, isJunk: isJunk,
      client: ClientFacts(address: .v4(0x7F00_0001)), receivedAt: 1_700_000_000_000_000)
  }

  static func hop(_ port: Int) -> NextHop { .smtp(NextHop.Host(name: "127.0.0.1", port: UInt16(port))) }

  static func onlyFile(in folder: String) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    try #require(names.count == 1)
    return try String(contentsOfFile: "\(folder)/\(names[0])", encoding: .utf8)
  }
}
