public import GatewayStorage
public import MailTypes

/// A queued copy of a message, as `/api/v1/queue` shows it.
public struct QueueDocument: Hashable, Sendable, Codable {
  public enum State: String, Hashable, Sendable, Codable {
    case scheduled, held
  }

  public struct Recipient: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable {
      case pending, delivered, failed
    }

    public var address: EmailAddress
    public var state: State
  }

  public struct Attempt: Hashable, Sendable, Codable {
    public var time: UTCTime
    public var recipient: EmailAddress
    public var relay: String
    public var reply: String
  }

  public var id: QueueID
  public var traceID: TraceID
  public var organization: String
  public var state: State
  public var holdReason: HoldReason?
  /// Empty for a report.
  public var sender: ReversePath
  public var recipients: [Recipient]
  public var nextHop: NextHop
  /// Octets of the message as it was received.
  public var size: Int
  public var isJunk: Bool
  public var attempts: Int
  public var receivedAt: UTCTime
  public var nextAttempt: UTCTime
  public var expiresAt: UTCTime
  /// The newest attempts, oldest first.
  public var history: [Attempt]

  public init(_ listing: QueueListing) {
    let item = listing.item
    id = item.key.id
    traceID = item.key.traceID
    organization = item.key.organization
    state = item.hold == nil ? .scheduled : .held
    holdReason = item.hold
    sender = listing.sender
    recipients = item.recipients.map { Recipient(address: $0.recipient.address, state: Recipient.State($0.state)) }
    nextHop = item.nextHop
    size = listing.size
    isJunk = item.isJunk
    attempts = item.attempts
    receivedAt = UTCTime(microseconds: listing.receivedAt)
    nextAttempt = UTCTime(microseconds: item.nextAttempt)
    expiresAt = UTCTime(microseconds: item.expiresAt)
    history = item.history.map {
      Attempt(time: UTCTime(microseconds: $0.time), recipient: $0.recipient, relay: $0.relay, reply: $0.reply)
    }
  }
}

extension QueueDocument.Recipient.State {
  init(_ state: QueuedRecipient.State) {
    switch state {
    case .pending: self = .pending
    case .delivered: self = .delivered
    case .failed: self = .failed
    }
  }
}

/// `{"items": […]}`: a page of the queue, the oldest first.
public struct QueueListDocument: Hashable, Sendable, Codable {
  public var items: [QueueDocument]
}
