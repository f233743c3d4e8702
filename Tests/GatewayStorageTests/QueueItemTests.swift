import GatewayStorage
import InternetMessage
import MailTypes
import Testing

@Suite struct QueueItemTests {
  @Test("The history keeps the newest attempts, and replies of bounded length")
  func history() throws {
    let address = try #require(EmailAddress("bob@example.net"))
    let key = CopyKey(organization: "example", traceID: TraceID(), id: try #require(QueueID(rawValue: 1)))
    var item = QueueItem(
      key: key, nextHop: .maildir(root: "/var/mail"), recipients: [QueuedRecipient(Envelope.Recipient(address))],
      edits: HeaderEdits(), createdAt: 0, nextAttempt: 0, expiresAt: 100)
    let endless = SMTPReply(451, nil, lines: Array(repeating: String(repeating: "é", count: 100), count: 100))
    for time in 0..<25 {
      item.record(DeliveryAttempt(time: Int64(time), recipient: address, relay: "192.0.2.1", reply: endless))
    }
    #expect(item.history.map(\.time) == Array(15..<25))
    #expect(item.history.allSatisfy { $0.reply.hasPrefix("451 é") && $0.reply.utf8.count <= DeliveryAttempt.replyLimit + 2 })
  }

  @Test("An item's deadline is its notice of delay, then its end")
  func deadline() throws {
    let key = CopyKey(organization: "example", traceID: TraceID(), id: try #require(QueueID(rawValue: 1)))
    var item = QueueItem(
      key: key, nextHop: .maildir(root: "/var/mail"), recipients: [], edits: HeaderEdits(), createdAt: 0, nextAttempt: 7,
      expiresAt: 100, delayNoticeAt: 50)
    #expect(item.scheduled == ScheduledItem(key: key, nextAttempt: 7, deadline: 50))
    item.delayNoticeAt = nil
    #expect(item.scheduled.deadline == 100)
  }
}
