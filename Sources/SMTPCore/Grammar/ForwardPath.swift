public import MailTypes

/// Who a message is for (RFC 5321 §4.1.1.3). A source route in front of the mailbox is read and dropped (RFC 5321
/// Appendix C): the mailbox decides.
public enum ForwardPath: Hashable, Sendable {
  /// `<Postmaster>` without a domain, in any case: the postmaster of the server itself.
  case postmaster
  case mailbox(EmailAddress)
}
