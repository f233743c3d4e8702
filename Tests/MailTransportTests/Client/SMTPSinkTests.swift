import Foundation
import MailTransport
import MailTypes
import MartletTestKit
import Testing

/// Against Postfix's `smtp-sink`, as it is and with its faults.
@Suite struct SMTPSinkTests {
  @Test func aMessageArrivesAsItIs() async throws {
    let sink = try SMTPSink()
    let results = try await ClientSetup.pool().deliver(
      ClientSetup.envelope(to: "bob@example.net", "carol@example.net"), to: ClientSetup.smtp(sink.port))
    #expect(results.map(\.reply.code) == [250, 250])
    #expect(results.first?.relay == "127.0.0.1[127.0.0.1]:\(sink.port)")
    let messages = try sink.messages()
    #expect(messages.count == 1)
    #expect(messages.first?.hasSuffix("X-Added: yes\nSubject: test\n\n.dot\nbody\n\n") == true, "\(messages)")
    #expect(messages.first?.contains("X-Rcpt-Args: <carol@example.net>") == true)
  }

  @Test func aLargeMessageIsSentFromItsFile() async throws {
    let sink = try SMTPSink()
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("message")
    let lines = (0..<200_000).map { ($0 % 7 == 0 ? "." : "") + "line \($0)" }
    let text = "Subject: old\r\n\r\n" + lines.joined(separator: "\r\n") + "\r\n"
    try Data(text.utf8).write(to: file)
    let content = OutgoingContent(
      head: Array("Subject: new\r\n".utf8), stored: .file(path: file.path, size: text.utf8.count),
      from: "Subject: old\r\n".utf8.count)
    let results = try await ClientSetup.pool().deliver(
      ClientSetup.envelope(to: "bob@example.net"), content: content, hasUTF8Headers: false, to: ClientSetup.smtp(sink.port))
    #expect(results.map(\.reply.code) == [250])
    let taken = try #require(try sink.messages().first)
    #expect(taken.hasSuffix("Subject: new\n\n" + lines.joined(separator: "\n") + "\n\n"))
  }

  @Test func whatIsPutIntoALargeMessageStandsInItsPlace() async throws {
    let sink = try SMTPSink()
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("message")
    let header = "Subject: old\r\n\r\n"
    let lines = (0..<50_000).map { "line \($0)" }
    let text = header + lines.joined(separator: "\r\n") + "\r\n"
    try Data(text.utf8).write(to: file)
    let start = header.utf8.count
    let content = OutgoingContent(
      stored: .file(path: file.path, size: text.utf8.count),
      edits: [
        BodyEdit(start..<start, with: Array(".first\r\n".utf8)),
        BodyEdit(start + 5..<start + 6, with: Array("zero".utf8)),
        // Overlaps, and does not count.
        BodyEdit(start + 5..<start + 9, with: Array("never".utf8)),
        BodyEdit(text.utf8.count..<text.utf8.count, with: Array("last\r\n".utf8)),
      ])
    let results = try await ClientSetup.pool().deliver(
      ClientSetup.envelope(to: "bob@example.net"), content: content, hasUTF8Headers: false, to: ClientSetup.smtp(sink.port))
    #expect(results.map(\.reply.code) == [250])
    let changed = [".first", "line zero"] + lines.dropFirst() + ["last"]
    #expect(try sink.messages().first?.hasSuffix("Subject: old\n\n" + changed.joined(separator: "\n") + "\n\n") == true)
  }

  @Test func aMessageWhoseFileIsGoneIsNeverHalfDelivered() async throws {
    let sink = try SMTPSink()
    let content = OutgoingContent(head: Array("Subject: x\r\n\r\n".utf8), stored: .file(path: "/nonexistent", size: 1_000_000))
    let results = try await ClientSetup.pool().deliver(
      ClientSetup.envelope(to: "bob@example.net"), content: content, hasUTF8Headers: false, to: ClientSetup.smtp(sink.port))
    #expect(results.map(\.reply.enhanced) == [EnhancedStatusCode(4, 3, 0)])
    #expect(try sink.messages().isEmpty)
  }

  /// The sink ends after its first session: all messages went over one connection.
  @Test func theConnectionIsUsedAgain() async throws {
    let sink = try SMTPSink(["-n", "2"])
    // The first session of the two was the one that saw whether the sink is up.
    let pool = try ClientSetup.pool()
    for _ in 0..<3 {
      let results = try await pool.deliver(ClientSetup.envelope(to: "bob@example.net"), to: ClientSetup.smtp(sink.port))
      #expect(results.map(\.reply.code) == [250])
    }
    #expect(try sink.messages().count == 3)
  }

  @Test func manyRecipientsAreSentInSeveralTransactions() async throws {
    let sink = try SMTPSink()
    var envelope = try ClientSetup.envelope()
    envelope.recipients = try (0..<250).map { Envelope.Recipient(try #require(EmailAddress("user\($0)@example.net"))) }
    let results = try await ClientSetup.pool().deliver(envelope, to: ClientSetup.smtp(sink.port))
    #expect(results.map(\.reply.code) == Array(repeating: 250, count: 250))
    #expect(try sink.messages().count == 3)
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var flags: [String]
    var code: Int
    var testDescription: String { flags.joined(separator: " ") }
  }

  @Test(
    arguments: [
      Fault(flags: ["-e"], code: 250), Fault(flags: ["-p"], code: 250), Fault(flags: ["-8", "-N", "-E"], code: 250),
      Fault(flags: ["-f", "EHLO"], code: 250), Fault(flags: ["-f", "EHLO,HELO"], code: 500),
      Fault(flags: ["-f", "CONNECT"], code: 500), Fault(flags: ["-r", "CONNECT"], code: 450),
      Fault(flags: ["-f", "MAIL"], code: 500), Fault(flags: ["-r", "MAIL"], code: 450),
      Fault(flags: ["-f", "RCPT"], code: 500), Fault(flags: ["-r", "RCPT"], code: 450),
      Fault(flags: ["-f", "DATA"], code: 500), Fault(flags: ["-f", "."], code: 500), Fault(flags: ["-r", "."], code: 450),
      Fault(flags: ["-q", "EHLO"], code: 451), Fault(flags: ["-q", "RCPT"], code: 451),
      Fault(flags: ["-q", "DATA"], code: 451), Fault(flags: ["-q", "."], code: 451),
      Fault(flags: ["-Q", "CONNECT"], code: 421), Fault(flags: ["-Q", "MAIL"], code: 421),
      Fault(flags: ["-Q", "."], code: 421),
      Fault(flags: ["-A", "0"], code: 550),
    ])
  func everyFaultHasItsClass(_ fault: Fault) async throws {
    let sink = try SMTPSink(fault.flags)
    let results = try await ClientSetup.pool().deliver(
      ClientSetup.envelope(to: "bob@example.net", "carol@example.net"), to: ClientSetup.smtp(sink.port))
    #expect(results.map(\.reply.code) == [fault.code, fault.code], "\(results)")
  }

  @Test func aProbeSendsNothing() async throws {
    let sink = try SMTPSink()
    let refusing = try SMTPSink(["-f", "RCPT"])
    let recipient = try #require(EmailAddress("bob@example.net"))
    let pool = try ClientSetup.pool()
    #expect(await pool.probe(recipient, at: ClientSetup.smtp(sink.port)).code == 250)
    #expect(await pool.probe(recipient, at: ClientSetup.smtp(refusing.port)).code == 500)
    #expect(await pool.probe(recipient, at: ClientSetup.smtp(try Loopback.freePort())).code == 451)
    #expect(try sink.messages().isEmpty)
  }
}
