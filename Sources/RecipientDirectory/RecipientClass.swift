public import GatewayConfiguration
public import MailTypes

/// What an address is to this gateway.
public enum RecipientClass: Hashable, Sendable {
  case local(LocalRecipient)
  /// The domain is ours, the recipient does not exist.
  case unknownRecipient(DomainSettings.Kind)
  /// The domain is ours; whether the recipient exists could not be found out. The cause is for the log.
  case undecided(cause: String)
  /// The domain is ours, but the local-part names a further address (`user%other.example`, `other.example!user`, a quoted
  /// `@`): a next hop that follows such routes would relay for strangers.
  case hiddenRoute
  /// The domain is not ours, whatever form the address has.
  case notOurs
}

/// A recipient whose mail we take in.
public struct LocalRecipient: Hashable, Sendable {
  public let organization: String
  public let domain: DomainName
  public let kind: DomainSettings.Kind
  public let nextHop: NextHop
}

extension RecipientClass {
  /// What a client that is not ours is told; `nil` for a recipient whose mail is taken. The text is that of eop-spec where
  /// senders know it.
  public var refusal: Refusal? {
    switch self {
    case .local: nil
    case .unknownRecipient(.authoritative):
      Refusal(550, EnhancedStatusCode(5, 4, 1), "Recipient address rejected: Access denied", cause: "no such recipient")
    case .unknownRecipient(.internalRelay):
      Refusal(
        550, EnhancedStatusCode(5, 7, 1), "Recipient address rejected: not known at the next hop", cause: "no such recipient")
    case .undecided(let cause):
      Refusal(451, EnhancedStatusCode(4, 4, 3), "Recipient address cannot be verified now, try again later", cause: cause)
    case .hiddenRoute:
      Refusal(550, EnhancedStatusCode(5, 7, 1), "Relaying denied", cause: "the local-part hides a route")
    case .notOurs:
      Refusal(550, EnhancedStatusCode(5, 7, 1), "Relaying denied", cause: "the domain is not served here")
    }
  }
}
