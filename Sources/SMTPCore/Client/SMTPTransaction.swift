public import MailTypes

/// One mail transaction as a client carries it out: the envelope, and what MAIL says about the content.
public struct SMTPTransaction: Hashable, Sendable {
  public enum Purpose: Hashable, Sendable {
    /// `size` in octets; `hasUTF8Headers` where the header block holds octets above 127 (RFC 6532).
    case message(size: Int, hasUTF8Headers: Bool)
    /// Asks whether the recipients would be accepted, and sends nothing.
    case probe
  }

  public var envelope: Envelope
  public var purpose: Purpose

  public init(envelope: Envelope, purpose: Purpose) {
    self.envelope = envelope
    self.purpose = purpose
  }
}

/// How a transaction ended: one final reply for each recipient, in the envelope's order.
public struct SMTPTransactionResult: Hashable, Sendable {
  /// Of the server, or made by the client where the server gave none.
  public var replies: [SMTPReply]
  /// True where the host failed as a whole before any content went out: another host may be tried, and no recipient can
  /// get the message twice by that.
  public var mayTryAnotherHost: Bool

  public init(replies: [SMTPReply], mayTryAnotherHost: Bool) {
    self.replies = replies
    self.mayTryAnotherHost = mayTryAnotherHost
  }
}
