public import MailTypes

/// What became of one recipient in one attempt.
public struct SMTPRecipientResult: Hashable, Sendable {
  /// Final: of the next hop, or made here where it gave none (4xx: trying again may help).
  public var reply: SMTPReply
  /// `host[address]:port` or `lmtp:path`; `none` where no host was found to ask.
  public var relay: String
  /// The next hop offers DSN, so that reports of success are its own affair now (RFC 3461 §5.2.1).
  public var offersDSN: Bool
  /// Nobody answered there.
  public var isUnreachable: Bool

  public init(reply: SMTPReply, relay: String, offersDSN: Bool = false, isUnreachable: Bool = false) {
    self.reply = reply
    self.relay = relay
    self.offersDSN = offersDSN
    self.isUnreachable = isUnreachable
  }
}
