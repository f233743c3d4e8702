public import InternetMessage
public import MailTypes

/// The one way a message leaves: over SMTP or LMTP, or into a Maildir.
public protocol MessageRelay: Sendable {
  /// Tries once. One outcome per recipient of `delivery.envelope`, in order; never fewer.
  func deliver(_ delivery: Delivery) async -> [DeliveryOutcome]
}

/// A copy handed to a relay.
public struct Delivery: Sendable {
  public var id: QueueID
  public var traceID: TraceID
  /// The sender and the recipients still pending.
  public var envelope: Envelope
  /// The original bytes.
  public var content: MessageContent
  /// To be applied to the header block on the way out.
  public var edits: HeaderEdits
  public var nextHop: NextHop
  public var isJunk: Bool
  public var client: ClientFacts
  /// UTC microseconds.
  public var receivedAt: Int64

  public init(
    id: QueueID, traceID: TraceID, envelope: Envelope, content: MessageContent, edits: HeaderEdits, nextHop: NextHop,
    isJunk: Bool, client: ClientFacts, receivedAt: Int64
  ) {
    self.id = id
    self.traceID = traceID
    self.envelope = envelope
    self.content = content
    self.edits = edits
    self.nextHop = nextHop
    self.isJunk = isJunk
    self.client = client
    self.receivedAt = receivedAt
  }
}

/// What became of one recipient in one attempt; `relay` is the host, address or folder that answered.
public enum DeliveryOutcome: Hashable, Sendable {
  /// The next hop answers for the message now. `reportsSuccess`: it took over NOTIFY=SUCCESS too (RFC 3461 §5.2.1).
  case delivered(SMTPReply, relay: String, reportsSuccess: Bool = false)
  /// To be tried again. `isUnreachable`: nothing answered at all, so that the whole destination rests for a while.
  case deferred(SMTPReply, relay: String, isUnreachable: Bool = false)
  /// Never to be tried again.
  case failed(SMTPReply, relay: String)

  public var reply: SMTPReply {
    switch self {
    case .delivered(let reply, _, _), .deferred(let reply, _, _), .failed(let reply, _): reply
    }
  }

  public var relay: String {
    switch self {
    case .delivered(_, let relay, _), .deferred(_, let relay, _), .failed(_, let relay): relay
    }
  }
}
