import GatewayStorage
import InternetMessage
import MailTypes
import Testing

@testable import MailQueue

/// Who hears of what: RFC 3461 §4.1, §5.2; RFC 5321 §6.1; design §4.
@Suite struct DeliverySettlementTests {
  private static let now: Int64 = 1000

  struct Rule: Sendable, CustomTestStringConvertible {
    var sender = "ann@example.org"
    var mayNotify = true
    var notify: Envelope.Notify?
    var hop = "smtp://mx.example.net"
    var expiresAt: Int64 = 2000
    var delayNoticeAt: Int64?
    var outcome: DeliveryOutcome
    var reports: DeliveryReport.Action?
    var quarantines = false

    var testDescription: String { "\(outcome) notify=\(notify.map { "\($0.rawValue)" } ?? "absent") sender=\(sender) \(hop)" }
  }

  static let failed = DeliveryOutcome.failed(.unknownUser, relay: "mx.example.net")
  static let deferred = DeliveryOutcome.deferred(.later, relay: "mx.example.net")
  static let delivered = DeliveryOutcome.delivered(.ok, relay: "mx.example.net")

  static let rules: [Rule] = [
    Rule(outcome: failed, reports: .failed),
    Rule(notify: .failure, outcome: failed, reports: .failed),
    Rule(notify: .success, outcome: failed),
    Rule(notify: .never, outcome: failed),
    Rule(mayNotify: false, outcome: failed, quarantines: true),
    Rule(mayNotify: false, notify: .never, outcome: failed, quarantines: true),
    Rule(sender: "", outcome: failed, quarantines: true),

    Rule(outcome: deferred),
    Rule(delayNoticeAt: 1001, outcome: deferred),
    Rule(delayNoticeAt: 1000, outcome: deferred, reports: .delayed),
    Rule(notify: .delay, delayNoticeAt: 1000, outcome: deferred, reports: .delayed),
    Rule(notify: .failure, delayNoticeAt: 1000, outcome: deferred),
    Rule(mayNotify: false, delayNoticeAt: 1000, outcome: deferred),
    Rule(sender: "", delayNoticeAt: 1000, outcome: deferred),
    Rule(expiresAt: 1000, outcome: deferred, reports: .failed),
    Rule(expiresAt: 1000, delayNoticeAt: 900, outcome: deferred, reports: .failed),
    Rule(mayNotify: false, expiresAt: 1000, outcome: deferred, quarantines: true),

    Rule(outcome: delivered),
    Rule(notify: .success, outcome: delivered, reports: .relayed),
    Rule(notify: .success, hop: "maildir:/var/mail", outcome: delivered, reports: .delivered),
    Rule(notify: .success, hop: "lmtp:/run/lmtp", outcome: delivered, reports: .delivered),
    Rule(notify: .success, outcome: .delivered(.ok, relay: "mx", reportsSuccess: true)),
    Rule(mayNotify: false, notify: .success, outcome: delivered),
    Rule(sender: "", notify: .success, outcome: delivered),
    // A delivery in time makes the notice of delay needless.
    Rule(delayNoticeAt: 900, outcome: delivered),
  ]

  @Test("Reports go to proven senders who want them; nothing undeliverable is lost", arguments: rules)
  func rule(rule: Rule) throws {
    let address = try #require(EmailAddress("bob@example.net"))
    let key = CopyKey(organization: "example", traceID: TraceID(), id: try #require(QueueID(rawValue: 1)))
    let item = QueueItem(
      key: key, nextHop: try #require(NextHop(rule.hop)),
      recipients: [QueuedRecipient(Envelope.Recipient(address, notify: rule.notify))], edits: HeaderEdits(),
      mayNotifySender: rule.mayNotify, createdAt: 0, nextAttempt: 0, expiresAt: rule.expiresAt,
      delayNoticeAt: rule.delayNoticeAt)
    let sender = rule.sender.isEmpty ? ReversePath.null : .mailbox(try #require(EmailAddress(rule.sender)))
    let settlement = DeliverySettlement(of: item, sender: sender, outcomes: [rule.outcome], now: Self.now)
    #expect(settlement.reported.map(\.action) == (rule.reports.map { [$0] } ?? []))
    #expect(settlement.undeliverable.isEmpty == !rule.quarantines)
    if let time = rule.delayNoticeAt { #expect((settlement.item.delayNoticeAt == nil) == (time <= Self.now)) }
  }

  private func settlement(_ outcomes: [DeliveryOutcome]) throws -> DeliverySettlement {
    let recipients = try (0..<3).map {
      QueuedRecipient(Envelope.Recipient(try #require(EmailAddress("user\($0)@example.net"))))
    }
    let key = CopyKey(organization: "example", traceID: TraceID(), id: try #require(QueueID(rawValue: 1)))
    let item = QueueItem(
      key: key, nextHop: QueueBench.hop, recipients: recipients, edits: HeaderEdits(), mayNotifySender: true, createdAt: 0,
      nextAttempt: 0, expiresAt: 2000)
    return DeliverySettlement(of: item, sender: .null, outcomes: outcomes, now: Self.now)
  }

  @Test("Only those still pending are tried again")
  func mixed() throws {
    let settlement = try settlement([Self.delivered, Self.deferred, Self.failed])
    #expect(!settlement.isDone)
    #expect(settlement.item.recipients.map(\.state) == [.delivered, .pending, .failed])
    #expect(settlement.item.pending.map(\.address.localPart) == ["user1"])
    #expect(settlement.results.map(\.status) == [.sent, .deferred, .bounced])
    let next = DeliverySettlement(of: settlement.item, sender: .null, outcomes: [Self.delivered], now: Self.now)
    #expect(next.isDone && next.item.recipients.map(\.state) == [.delivered, .delivered, .failed])
  }

  @Test("A recipient without an outcome is pending, never taken for delivered")
  func missingOutcomes() throws {
    #expect(try settlement([Self.delivered]).item.recipients.map(\.state) == [.delivered, .pending, .pending])
  }
}
