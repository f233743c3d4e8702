import MailTypes

/// Where a next hop can be reached, or why it cannot.
enum MailRoute: Hashable, Sendable {
  /// In the order to try; never empty.
  case endpoints([SMTPEndpoint])
  /// 4xx where asking again may help.
  case unreachable(SMTPReply)
}
