public import GatewayStorage
public import MailTypes

/// What the sender is to be told of one copy: the matter of a delivery status notification (RFC 3464).
public struct DeliveryReport: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    case failed
    case delayed
    /// In the recipient's mailbox, or in the hands of its LMTP server.
    case delivered
    /// Handed to a server that does not report success itself (RFC 3461 §5.2.2).
    case relayed
  }

  public struct Recipient: Hashable, Sendable {
    public var recipient: Envelope.Recipient
    public var action: Action
    /// The last reply of the next hop, or our own where it expired.
    public var reply: SMTPReply
    /// The host that replied; a path where it was a folder or socket.
    public var relay: String

    public init(_ recipient: Envelope.Recipient, action: Action, reply: SMTPReply, relay: String) {
      self.recipient = recipient
      self.action = action
      self.reply = reply
      self.relay = relay
    }
  }

  public var key: CopyKey
  public var message: StoredMessage
  /// Never empty.
  public var recipients: [Recipient]
  /// UTC microseconds.
  public var time: Int64
  /// Until when a delayed copy is tried.
  public var expiresAt: Int64
}

/// Turns reports into messages to their senders.
public protocol DeliveryReporter: Sendable {
  /// The notification, from the null reverse-path to the sender of `report.message`; `nil` where there is no way to the
  /// sender: the copy then goes to quarantine. Queued in the same transaction that settles the copy.
  func notification(for report: DeliveryReport) async -> Acceptance?
}
