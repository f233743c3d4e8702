import Foundation
import InternetMessage
import MailQueue
import MailTransport
import MailTypes
import MailboxAccess
import MartletTestKit
import Testing

/// The relay against real next hops.
@Suite struct NextHopRelayTests {
  @Test func aMailboxGetsTheCopyWithItsEditsAndItsReturnPath() async throws {
    let folder = try TemporaryFolder()
    let outcomes = try await RelaySetup().relay.deliver(
      RelaySetup.delivery(to: .maildir(root: folder.path), isJunk: true, recipients: "bob@example.net", "carol@example.net"))
    #expect(outcomes.map(\.reply.code) == [250, 250])
    #expect(outcomes.first?.relay == "maildir:\(folder.path)")
    let message = try RelaySetup.onlyFile(in: folder.path + "/example.net/carol/.Junk/new")
    #expect(
      message == """
        Return-Path: <alice@sender.example>\r
        Delivered-To: carol@example.net\r
        X-Added: yes\r
        Subject: test\r
        \r
        body\r

        """)
  }

  @Test func theNullReversePathIsWrittenToo() async throws {
    let folder = try TemporaryFolder()
    var delivery = try RelaySetup.delivery(to: .maildir(root: folder.path), recipients: "bob@example.net")
    delivery.envelope.reversePath = .null
    _ = try await RelaySetup().relay.deliver(delivery)
    #expect(try RelaySetup.onlyFile(in: folder.path + "/example.net/bob/new").hasPrefix("Return-Path: <>\r\n"))
  }

  @Test func aMailboxThatCannotBeMadeKeepsTheMessageWaiting() async throws {
    let outcomes = try await RelaySetup().relay.deliver(
      RelaySetup.delivery(to: .maildir(root: "/nonexistent"), recipients: "bob@example.net"))
    guard case .deferred(let reply, _, _) = outcomes.first else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(reply.enhanced == EnhancedStatusCode(4, 3, 0))
  }

  @Test func aServerGetsTheEditedCopy() async throws {
    let sink = try SMTPSink()
    let outcomes = try await RelaySetup().relay.deliver(
      RelaySetup.delivery(to: RelaySetup.hop(sink.port), recipients: "bob@example.net"))
    guard case .delivered(let reply, let relay, let reportsSuccess) = outcomes.first else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(reply.code == 250)
    #expect(relay == "127.0.0.1[127.0.0.1]:\(sink.port)")
    #expect(reportsSuccess)
    #expect(
      try sink.messages().first?.contains("\nX-Added: yes\nReturn-Path: <forged@example.org>\nSubject: test\n\nbody\n") == true)
  }

  @Test func aLargeMessageIsEditedWithoutBeingRead() async throws {
    let sink = try SMTPSink()
    let folder = try TemporaryFolder()
    let body = String(repeating: "line of the body\r\n", count: 100_000)
    let text = RelaySetup.header + "\r\n" + body
    try Data(text.utf8).write(to: folder.url.appendingPathComponent("message"))
    var delivery = try RelaySetup.delivery(to: RelaySetup.hop(sink.port), recipients: "bob@example.net")
    delivery.content = .file(path: folder.path + "/message", size: text.utf8.count)
    delivery.edits.rename("Subject", occurrence: 0, to: "X-Subject")
    #expect(try await RelaySetup().relay.deliver(delivery).map(\.reply.code) == [250])
    let taken = try #require(try sink.messages().first).replacingOccurrences(of: "\n", with: "\r\n")
    #expect(taken.hasSuffix("X-Subject: test\r\n\r\n\(body)\r\n"))
  }

  @Test func aHeaderInUTF8GoesNowhereWithoutSMTPUTF8() async throws {
    let sink = try SMTPSink()
    var delivery = try RelaySetup.delivery(to: RelaySetup.hop(sink.port), recipients: "bob@example.net")
    delivery.content = .bytes(Array("Subject: Grüße\r\n\r\nbody\r\n".utf8))
    let relay = try RelaySetup().relay
    // Octets above 127 that nobody declared are old habit, and go as they are.
    #expect(await relay.deliver(delivery).map(\.reply.code) == [250])
    delivery.envelope.isSMTPUTF8 = true
    #expect(await relay.deliver(delivery).map(\.reply.enhanced) == [EnhancedStatusCode(5, 6, 7)])
  }

  @Test func refusedDeferredAndUnreachableAreToldApart() async throws {
    let refusing = try SMTPSink(["-f", "RCPT"])
    let busy = try SMTPSink(["-r", "RCPT"])
    let relay = try RelaySetup().relay
    func outcome(_ port: Int) async throws -> DeliveryOutcome? {
      await relay.deliver(try RelaySetup.delivery(to: RelaySetup.hop(port), recipients: "bob@example.net")).first
    }
    if case .failed = try await outcome(refusing.port) {} else { Issue.record("a 5xx is final") }
    if case .deferred(_, _, isUnreachable: false) = try await outcome(busy.port) {} else { Issue.record("a 4xx is not") }
    if case .deferred(_, _, isUnreachable: true) = try await outcome(Loopback.freePort()) {
    } else {
      Issue.record("nobody there")
    }
  }
}
