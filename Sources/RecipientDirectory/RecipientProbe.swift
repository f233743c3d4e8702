public import MailTypes

/// Asks a next hop whether it would take mail for a recipient (RCPT, and then no message).
public protocol RecipientProbe: Sendable {
  /// Never throws: what went wrong is an answer too. Called once at a time for one recipient.
  func probe(_ recipient: EmailAddress, at nextHop: NextHop, timeout: Duration) async -> ProbeAnswer
}

public enum ProbeAnswer: Hashable, Sendable {
  case accepted
  /// With a permanent reply to RCPT, and nothing else: a refused connection or sender says nothing about the recipient.
  case refused
  /// No answer, or a transient one; the cause is for the log.
  case undecided(cause: String)
}
