public import FilterPolicy
public import GatewayStorage
public import InternetMessage
public import MailTypes

/// A message the gateway answers for, with everything that was decided about it: one transaction.
public struct Acceptance: Sendable {
  /// With `isAwaitingScan`, there are no copies and nothing quarantined yet.
  public var message: StoredMessage
  public var copies: [NewCopy]
  public var quarantined: [NewQuarantineEntry]
  /// `nil` for what is not traced, as a notification of our own.
  public var trace: MessageTrace?

  public init(
    message: StoredMessage, copies: [NewCopy] = [], quarantined: [NewQuarantineEntry] = [], trace: MessageTrace? = nil
  ) {
    self.message = message
    self.copies = copies
    self.quarantined = quarantined
    self.trace = trace
  }
}

/// A copy to deliver: the recipients who share a decision and a next hop.
public struct NewCopy: Sendable {
  public var nextHop: NextHop
  /// Never empty.
  public var recipients: [Envelope.Recipient]
  public var edits: HeaderEdits
  public var isJunk: Bool
  /// The sender is ours or authenticated: only then is a delivery report ever sent.
  public var mayNotifySender: Bool

  public init(
    nextHop: NextHop, recipients: [Envelope.Recipient], edits: HeaderEdits, isJunk: Bool = false, mayNotifySender: Bool = false
  ) {
    self.nextHop = nextHop
    self.recipients = recipients
    self.edits = edits
    self.isJunk = isJunk
    self.mayNotifySender = mayNotifySender
  }
}

/// A copy to keep back.
public struct NewQuarantineEntry: Sendable {
  /// Where it goes if it is released.
  public var copy: NewCopy
  public var reason: QuarantineReason
  public var verdict: Verdict?
  /// Decoded, for lists; content, so never logged.
  public var subject: String
  /// UTC microseconds.
  public var expiresAt: Int64

  public init(
    copy: NewCopy, reason: QuarantineReason, verdict: Verdict? = nil, subject: String = "", expiresAt: Int64
  ) {
    self.copy = copy
    self.reason = reason
    self.verdict = verdict
    self.subject = subject
    self.expiresAt = expiresAt
  }
}
