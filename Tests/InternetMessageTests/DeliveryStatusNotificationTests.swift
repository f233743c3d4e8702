import InternetMessage
import MailTypes
import Testing

@Suite("Delivery status notifications")
struct DeliveryStatusNotificationTests {
  private func report(
    to: String = "sender@example.net", recipient: String = "user@example.org",
    action: DeliveryStatusNotification.Action = .failed,
    reply: SMTPReply = SMTPReply(550, EnhancedStatusCode(5, 1, 1), "User unknown"),
    original: [UInt8] = Array("Subject: Hi\r\n\r\nsecret body".utf8)
  ) throws -> DeliveryStatusNotification {
    let recipient = DeliveryStatusNotification.Recipient(
      try #require(EmailAddress(recipient)), originalRecipient: "rfc822;alias@example.org", action: action,
      status: EnhancedStatusCode(5, 1, 1),
      remoteHost: "mail.example.org", reply: reply,
      retriedUntil: action == .delayed ? UTCTime(microseconds: 86_400_000_000) : nil)
    return DeliveryStatusNotification(
      hostname: "mx.example.org", from: try #require(EmailAddress("postmaster@example.org")),
      to: try #require(EmailAddress(to)), envelopeID: "env-1",
      arrival: UTCTime(microseconds: 0), date: UTCTime(microseconds: 1_000_000), id: "0ABC", recipients: [recipient],
      original: original)
  }

  private func parts(_ message: [UInt8]) -> [(type: String, text: String)] {
    let message = Message(message)
    #expect(message.defects.isEmpty)
    return message.leaves.map { ($0.contentType, String(decoding: message.decodedBody($0), as: UTF8.self)) }
  }

  @Test("A report has a text for people, fields for programs and the header alone")
  func structure() throws {
    let message = try report().message()
    let header = HeaderBlock(message)
    #expect(header.text("Auto-Submitted") == "auto-replied")
    #expect(header.text("To") == "<sender@example.net>")
    #expect(header.text("Content-Type")?.hasPrefix("multipart/report; report-type=delivery-status;") == true)
    let parts = parts(message)
    #expect(parts.map { $0.type } == ["text/plain", "message/delivery-status", "text/rfc822-headers"])
    #expect(
      parts[0].text.contains(
        "could not be delivered to:\r\n\r\n  user@example.org\r\n    mail.example.org said:\r\n    550 5.1.1 User unknown"))
    #expect(
      parts[1].text == """
        Reporting-MTA: dns; mx.example.org\r
        Original-Envelope-Id: env-1\r
        Arrival-Date: Thu, 1 Jan 1970 00:00:00 +0000\r
        \r
        Original-Recipient: rfc822;alias@example.org\r
        Final-Recipient: rfc822; user@example.org\r
        Action: failed\r
        Status: 5.1.1\r
        Remote-MTA: dns; mail.example.org\r
        Diagnostic-Code: smtp; 550 5.1.1 User unknown\r

        """)
    #expect(parts[2].text == "Subject: Hi\r\n")
    #expect(!String(decoding: message, as: UTF8.self).contains("secret"))
  }

  @Test(
    "Delayed and delivered mail is reported as such",
    arguments: [
      (DeliveryStatusNotification.Action.delayed, "still being tried", "Will-Retry-Until: Fri, 2 Jan 1970"),
      (.delivered, "Delivery report", "Action: delivered"),
      (.relayed, "Delivery report", "Action: relayed"),
    ])
  func kinds(action: DeliveryStatusNotification.Action, subject: String, status: String) throws {
    let text = String(decoding: try report(action: action).message(), as: UTF8.self)
    #expect(text.contains(subject))
    #expect(text.contains(status))
  }

  @Test("Without SMTPUTF8 a report is 7-bit, whatever the next host or the original said")
  func sevenBit() throws {
    let original = Array("Subject: =?utf-8?q?caf=C3=A9?=\r\nX: ".utf8) + [0xE9, 0x00, 0x0D] + Array("x\r\n\r\n".utf8)
    let message = try report(reply: SMTPReply(550, lines: ["gr\u{fc}\u{df}e\r\nForged: x", "two"]), original: original)
      .message()
    #expect(message.allSatisfy { $0 < 0x80 && $0 != 0 })
    let parts = parts(message)
    #expect(parts[0].text.contains("Subject of your message: café"))
    #expect(parts[1].text.contains("Diagnostic-Code: smtp; 550 gr??e  Forged: x; two"))
    #expect(parts[2].text.hasSuffix("X: ?  x\r\n"))
  }

  @Test("An international address is reported in the international form (RFC 6533)")
  func international() throws {
    let report = try report(recipient: "j\u{f6}rg@example.org")
    #expect(report.needsSMTPUTF8)
    let parts = parts(report.message())
    #expect(parts.map { $0.type } == ["text/plain", "message/global-delivery-status", "message/global-headers"])
    #expect(parts[1].text.contains("Final-Recipient: utf-8; j\u{f6}rg@example.org"))
  }

  @Test("The header comes back in whole fields up to the limit, and cannot imitate a boundary")
  func hostileOriginal() throws {
    let forged = "A: b\r\n--report-0ABC-0\r\n"
    #expect(parts(try report(original: Array(forged.utf8)).message()).count == 3)
    let folded = "A: b\r\n \r\n--report-0ABC-0--: x\r\n\r\n"
    #expect(parts(try report(original: Array(folded.utf8)).message()).count == 3)
    let long = "A: b\r\nX: " + String(repeating: "y", count: 5000) + "\r\n" + String(repeating: "Z: z\r\n", count: 10_000)
    let message = try report(original: Array(long.utf8)).message()
    #expect(parts(message)[2].text.utf8.count <= DeliveryStatusNotification.headerLimit)
    #expect(message.split(separator: 0x0A).allSatisfy { $0.count <= 999 })
  }
}
