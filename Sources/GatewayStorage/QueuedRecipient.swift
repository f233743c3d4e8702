public import MailTypes

/// One recipient of a queued copy and what has become of it.
public struct QueuedRecipient: Hashable, Sendable {
  public var recipient: Envelope.Recipient
  public var state: State

  public init(_ recipient: Envelope.Recipient, state: State = .pending) {
    self.recipient = recipient
    self.state = state
  }

  public enum State: Int, Hashable, Sendable {
    case pending = 0
    case delivered = 1
    case failed = 2
  }
}

/// What a next hop answered for one recipient, as `martlet queue show` lists it.
public struct DeliveryAttempt: Hashable, Sendable {
  /// UTC microseconds.
  public var time: Int64
  public var recipient: EmailAddress
  /// The host, address or folder that answered.
  public var relay: String
  /// The reply on one line, at most `replyLimit` octets.
  public var reply: String

  /// RFC 5321 §4.5.3.1.5 allows 512 octets a line; a reply may have many, and a hostile next hop sends as many as it likes.
  public static let replyLimit = 512

  public init(time: Int64, recipient: EmailAddress, relay: String, reply: SMTPReply) {
    self.init(time: time, recipient: recipient, relay: relay, reply: reply.description)
  }

  public init(time: Int64, recipient: EmailAddress, relay: String, reply: String) {
    self.time = time
    self.recipient = recipient
    self.relay = relay
    self.reply = String(decoding: reply.utf8.prefix(DeliveryAttempt.replyLimit), as: UTF8.self)
  }
}
