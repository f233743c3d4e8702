import InternetMessage
import MailTypes
import Testing

@Suite("Reports")
struct ReportTests {
  private let date = UTCTime(microseconds: 1_000_000)

  private func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

  @Test("A delivery report that we write is read as it was meant")
  func delivery() throws {
    let recipient = DeliveryStatusNotification.Recipient(
      try address("user@example.org"), originalRecipient: "rfc822;alias@example.org", action: .failed,
      status: EnhancedStatusCode(5, 1, 1), remoteHost: "mail.example.org",
      reply: SMTPReply(550, EnhancedStatusCode(5, 1, 1), "User unknown"))
    let report = DeliveryStatusNotification(
      hostname: "mx.example.org", from: try address("postmaster@example.org"), to: try address("sender@example.net"),
      envelopeID: "env-1", arrival: UTCTime(microseconds: 0), date: date, id: "0ABC", recipients: [recipient],
      original: Array("Message-ID: <1@example.net>\r\nSubject: Hi\r\n\r\nbody".utf8))
    let read = try #require(DeliveryStatusReport(Message(report.message())))
    #expect(read.reportingMTA == "mx.example.org")
    #expect(read.envelopeID == "env-1")
    #expect(read.arrival == UTCTime(microseconds: 0))
    #expect(read.recipients.count == 1)
    #expect(read.recipients.first?.finalRecipient == "user@example.org")
    #expect(read.recipients.first?.originalRecipient == "alias@example.org")
    #expect(read.recipients.first?.action == "failed")
    #expect(read.recipients.first?.status == EnhancedStatusCode(5, 1, 1))
    #expect(read.recipients.first?.diagnosticCode == "smtp; 550 5.1.1 User unknown")
    #expect(read.originalHeader?.text("Subject") == "Hi")
  }

  @Test("A feedback report that we write is read as it was meant, with the message as it is")
  func feedback() throws {
    var report = FeedbackReport(type: "abuse")
    report.originalMailFrom = "<spammer@example.net>"
    report.originalRecipients = ["<a@example.org>", "<b@example.org>"]
    report.arrival = date
    report.incidents = 3
    report.sourceIP = IPAddress("192.0.2.1")
    report.reportedURIs = ["http://example.net/\r\nForged: x"]
    let original = Array("Subject: Earn\r\n\r\n--report-1-0\r\n".utf8) + [0xE9, 0x0D, 0x0A]
    let bytes = report.message(
      hostname: "mx.example.org", from: try address("fbl@example.org"), to: try address("abuse@example.net"), date: date,
      id: "1", original: original)
    let message = Message(bytes)
    let read = try #require(FeedbackReport(message))
    #expect(read.type == "abuse")
    #expect(read.originalRecipients == report.originalRecipients)
    #expect(read.originalMailFrom == report.originalMailFrom)
    #expect(read.arrival == date)
    #expect(read.incidents == 3)
    #expect(read.sourceIP == report.sourceIP)
    #expect(read.reportedURIs == ["http://example.net/  Forged: x"])
    #expect(read.originalHeader?.text("Subject") == "Earn")
    let attached = try #require(message.parts.first { $0.isMessage })
    #expect(Array((message.decodedBody(attached) + [0x0D, 0x0A]).prefix(original.count)) == original)
  }

  @Test("A disposition notification that we write is read as it was meant")
  func disposition() throws {
    var notification = DispositionNotification(
      finalRecipient: "user@example.org", originalMessageID: "1@example.net", mode: "automatic-action/mdn-sent-automatically",
      disposition: "deleted")
    notification.reportingUA = "host; Martlet"
    notification.modifiers = ["error"]
    let bytes = notification.message(
      hostname: "mx.example.org", from: try address("user@example.org"), to: try address("sender@example.net"), date: date,
      id: "2")
    #expect(DispositionNotification(Message(bytes)) == notification)
  }

  @Test("What is no report is none")
  func none() {
    let message = Message(Array("Content-Type: message/delivery-status\r\n\r\n".utf8))
    #expect(DeliveryStatusReport(message) == nil)
    #expect(FeedbackReport(message) == nil)
    #expect(DispositionNotification(message) == nil)
  }
}
