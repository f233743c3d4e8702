public import InternetMessage
public import MailTypes

/// One copy of a message on its way: the recipients who share a decision and a next hop.
public struct QueueItem: Hashable, Sendable {
  public let key: CopyKey
  public var nextHop: NextHop
  /// Never empty.
  public var recipients: [QueuedRecipient]
  /// Applied to the header block when the copy leaves; the stored bytes stay as they came.
  public var edits: HeaderEdits
  /// The copy goes to the Junk folder where the next hop has one.
  public var isJunk: Bool
  /// The sender is ours or authenticated: only then may a delivery report be sent (never backscatter).
  public var mayNotifySender: Bool
  /// Deliveries tried so far.
  public var attempts: Int
  /// UTC microseconds, as are all times here.
  public var createdAt: Int64
  public var nextAttempt: Int64
  /// After this time a deferred recipient is a failed one.
  public var expiresAt: Int64
  /// When the one notice of delay is to be sent; `nil` once it was, or was found not to be wanted.
  public var delayNoticeAt: Int64?
  /// Why the copy waits for an administrator; `nil` while it is scheduled.
  public var hold: HoldReason?
  /// The newest attempts, oldest first, at most `historyLimit`.
  public var history: [DeliveryAttempt]

  /// Ten attempts cover the backoff until its cap and show how a fault developed; more would only grow the row.
  public static let historyLimit = 10

  public init(
    key: CopyKey, nextHop: NextHop, recipients: [QueuedRecipient], edits: HeaderEdits, isJunk: Bool = false,
    mayNotifySender: Bool = false, attempts: Int = 0, createdAt: Int64, nextAttempt: Int64, expiresAt: Int64,
    delayNoticeAt: Int64? = nil, hold: HoldReason? = nil, history: [DeliveryAttempt] = []
  ) {
    self.key = key
    self.nextHop = nextHop
    self.recipients = recipients
    self.edits = edits
    self.isJunk = isJunk
    self.mayNotifySender = mayNotifySender
    self.attempts = attempts
    self.createdAt = createdAt
    self.nextAttempt = nextAttempt
    self.expiresAt = expiresAt
    self.delayNoticeAt = delayNoticeAt
    self.hold = hold
    self.history = history
  }

  /// What the schedule needs to know of it.
  public var scheduled: ScheduledItem {
    ScheduledItem(key: key, nextAttempt: nextAttempt, deadline: min(expiresAt, delayNoticeAt ?? .max))
  }

  /// The recipients still to be delivered to.
  public var pending: [Envelope.Recipient] { recipients.compactMap { $0.state == .pending ? $0.recipient : nil } }

  /// Adds an attempt to the history and forgets the oldest beyond the limit.
  public mutating func record(_ attempt: DeliveryAttempt) {
    history.append(attempt)
    if history.count > QueueItem.historyLimit { history.removeFirst(history.count - QueueItem.historyLimit) }
  }
}

/// Why a copy is not delivered until an administrator says so.
public enum HoldReason: String, Hashable, Sendable, Codable, CaseIterable {
  /// An administrator held it.
  case administrator
  /// It came back from a backup: it may have gone out since that was made.
  case restored
  /// Its bytes are missing from the vault, or are not what they were.
  case contentDamaged
}
