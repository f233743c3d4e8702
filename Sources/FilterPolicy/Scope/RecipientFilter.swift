public import MailTypes

/// Whom a rule is about (eop-spec §1.4): values of one kind of condition are alternatives, different kinds must all hold, and
/// any exception excludes. Addresses are those that recipients have first, domains cover what is below them.
public struct RecipientFilter: Hashable, Sendable {
  public var sentTo: Set<EmailAddress>
  public var sentToMemberOf: Set<EmailAddress>
  public var recipientDomainIs: Set<DomainName>
  public var exceptIfSentTo: Set<EmailAddress>
  public var exceptIfSentToMemberOf: Set<EmailAddress>
  public var exceptIfRecipientDomainIs: Set<DomainName>

  /// Entries of one kind.
  public static let limit = 10_000

  public init(
    sentTo: Set<EmailAddress> = [], sentToMemberOf: Set<EmailAddress> = [], recipientDomainIs: Set<DomainName> = [],
    exceptIfSentTo: Set<EmailAddress> = [], exceptIfSentToMemberOf: Set<EmailAddress> = [],
    exceptIfRecipientDomainIs: Set<DomainName> = []
  ) {
    self.sentTo = sentTo
    self.sentToMemberOf = sentToMemberOf
    self.recipientDomainIs = recipientDomainIs
    self.exceptIfSentTo = exceptIfSentTo
    self.exceptIfSentToMemberOf = exceptIfSentToMemberOf
    self.exceptIfRecipientDomainIs = exceptIfRecipientDomainIs
  }

  /// Without a condition it is about everybody.
  public var hasCondition: Bool { !(sentTo.isEmpty && sentToMemberOf.isEmpty && recipientDomainIs.isEmpty) }

  static let parameters: [PolicyParameter<RecipientFilter>] = [
    .list("SentTo", \.sentTo, maximum: limit),
    .list("SentToMemberOf", \.sentToMemberOf, maximum: limit),
    .list("RecipientDomainIs", \.recipientDomainIs, maximum: limit),
    .list("ExceptIfSentTo", \.exceptIfSentTo, maximum: limit),
    .list("ExceptIfSentToMemberOf", \.exceptIfSentToMemberOf, maximum: limit),
    .list("ExceptIfRecipientDomainIs", \.exceptIfRecipientDomainIs, maximum: limit),
  ]
}
