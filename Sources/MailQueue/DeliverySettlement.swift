import GatewayStorage
import MailTypes

/// What follows from one attempt: pure, so that the rules can be read and tested in one place.
struct DeliverySettlement {
  /// The copy as it goes on.
  private(set) var item: QueueItem
  /// No recipient is pending any more.
  var isDone: Bool { item.pending.isEmpty }
  /// What the sender is told.
  private(set) var reported: [DeliveryReport.Recipient] = []
  /// Failed, and no report may be sent: kept in quarantine.
  private(set) var undeliverable: [DeliveryReport.Recipient] = []
  /// One line of the log each.
  private(set) var results: [Result] = []

  enum Status: String {
    case sent, deferred, bounced, expired
  }

  struct Result: Equatable {
    var recipient: EmailAddress
    var status: Status
    var reply: SMTPReply
    var relay: String
  }

  private let sender: ReversePath
  let now: Int64

  /// - Parameters:
  ///   - outcomes: one per pending recipient, in order. A relay that answers fewer has not delivered to the others.
  ///   - now: UTC microseconds.
  init(of item: QueueItem, sender: ReversePath, outcomes: [DeliveryOutcome], now: Int64) {
    self.item = item
    self.sender = sender
    self.now = now
    let isDelayNoticeDue = item.delayNoticeAt.map { $0 <= now } ?? false
    var remaining = outcomes[...]
    for index in self.item.recipients.indices where self.item.recipients[index].state == .pending {
      let outcome = remaining.popFirst() ?? DeliverySettlement.missingOutcome
      settle(index, outcome, isDelayNoticeDue)
    }
    if isDelayNoticeDue { self.item.delayNoticeAt = nil }
  }

  private static let missingOutcome =
    DeliveryOutcome.deferred(SMTPReply(451, EnhancedStatusCode(4, 3, 0), "No outcome was reported"), relay: "none")

  private mutating func settle(_ index: Int, _ outcome: DeliveryOutcome, _ isDelayNoticeDue: Bool) {
    let recipient = item.recipients[index].recipient
    let (reply, relay) = (outcome.reply, outcome.relay)
    item.record(DeliveryAttempt(time: now, recipient: recipient.address, relay: relay, reply: reply))
    switch outcome {
    case .delivered(_, _, let reportsSuccess):
      item.recipients[index].state = .delivered
      note(recipient, .sent, reply, relay)
      reportSuccess(recipient, reply, relay, isTakenOver: reportsSuccess)
    case .deferred where now < item.expiresAt:
      note(recipient, .deferred, reply, relay)
      if isDelayNoticeDue { reportDelay(recipient, reply, relay) }
    case .deferred:
      item.recipients[index].state = .failed
      note(recipient, .expired, reply, relay)
      // RFC 3463 §3.5, X.4.7: delivery time expired. What the next hop said last is part of the text.
      let expired = SMTPReply(554, EnhancedStatusCode(5, 4, 7), "Delivery time expired; last reply: \(reply)")
      reportFailure(recipient, expired, relay)
    case .failed:
      item.recipients[index].state = .failed
      note(recipient, .bounced, reply, relay)
      reportFailure(recipient, reply, relay)
    }
  }

  private mutating func note(_ recipient: Envelope.Recipient, _ status: Status, _ reply: SMTPReply, _ relay: String) {
    results.append(Result(recipient: recipient.address, status: status, reply: reply, relay: relay))
  }

  /// RFC 5321 §4.5.5, §6.1: the null reverse-path is never answered; and nobody we cannot hold to be real is (design §4).
  private var mayReport: Bool { item.mayNotifySender && sender != .null }

  private mutating func reportFailure(_ recipient: Envelope.Recipient, _ reply: SMTPReply, _ relay: String) {
    let failure = DeliveryReport.Recipient(recipient, action: .failed, reply: reply, relay: relay)
    guard mayReport else {
      undeliverable.append(failure)
      return
    }
    // RFC 3461 §4.1: a sender who left FAILURE out of NOTIFY does not want to know.
    if recipient.notify?.contains(.failure) ?? true { reported.append(failure) }
  }

  private mutating func reportDelay(_ recipient: Envelope.Recipient, _ reply: SMTPReply, _ relay: String) {
    guard mayReport, recipient.notify?.contains(.delay) ?? true else { return }
    reported.append(DeliveryReport.Recipient(recipient, action: .delayed, reply: reply, relay: relay))
  }

  private mutating func reportSuccess(
    _ recipient: Envelope.Recipient, _ reply: SMTPReply, _ relay: String, isTakenOver: Bool
  ) {
    guard mayReport, !isTakenOver, recipient.notify?.contains(.success) ?? false else { return }
    let action: DeliveryReport.Action =
      switch item.nextHop {
      case .maildir, .lmtp, .lmtpSocket: .delivered
      case .smtp, .mx: .relayed
      }
    reported.append(DeliveryReport.Recipient(recipient, action: action, reply: reply, relay: relay))
  }

  /// Sets the time of the next attempt; the last one is made when the lifetime ends, not some hours later.
  mutating func reschedule(after seconds: Int64) {
    item.attempts += 1
    item.nextAttempt = min(now + seconds * 1_000_000, item.expiresAt)
  }
}

/// How long a deferred copy waits.
struct RetryBackoff {
  let settings: QueueSettings

  /// Doubled for each attempt before, up to the cap; a tenth more or less, so that what failed together does not come back
  /// together.
  func seconds(afterAttempts attempts: Int, using generator: inout some RandomNumberGenerator) -> Int64 {
    let doubled = settings.firstRetry << min(max(attempts, 0), 20)
    let seconds = Int64(min(doubled, settings.longestRetry))
    let spread = seconds / 10
    return seconds + Int64.random(in: -spread...spread, using: &generator)
  }
}
