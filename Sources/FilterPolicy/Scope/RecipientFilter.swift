public import MailTypes

/// Whom a rule is about (eop-spec §1.4): values of one kind of condition are alternatives, different kinds must all hold, and
/// any exception excludes. Addresses are those that recipients have first, domains cover what is below them.
public struct RecipientFilter: Hashable, Sendable, CustomStringConvertible {
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

  /// In words: `sales.example and members of staff@example.org, but not ada@example.org`; a few values of each kind.
  public var description: String {
    func some(_ values: [String], _ noun: String = "") -> String? {
      let few = values.sorted().prefix(RecipientFilter.shown).joined(separator: " or ")
      let rest = values.count - RecipientFilter.shown
      return values.isEmpty ? nil : noun + few + (rest > 0 ? " or \(rest) more" : "")
    }
    let conditions = [
      some(sentTo.map(\.policyText)), some(sentToMemberOf.map(\.policyText), "members of "),
      some(recipientDomainIs.map(\.policyText)),
    ]
    let exceptions = [
      some(exceptIfSentTo.map(\.policyText)), some(exceptIfSentToMemberOf.map(\.policyText), "members of "),
      some(exceptIfRecipientDomainIs.map(\.policyText)),
    ]
    let who = hasCondition ? conditions.compactMap(\.self).joined(separator: " and ") : "everybody"
    let not = exceptions.compactMap(\.self).joined(separator: " or ")
    return not.isEmpty ? who : "\(who), but not \(not)"
  }

  private static let shown = 3

  static let parameters: [PolicyParameter<RecipientFilter>] = [
    .list("SentTo", \.sentTo, maximum: limit),
    .list("SentToMemberOf", \.sentToMemberOf, maximum: limit),
    .list("RecipientDomainIs", \.recipientDomainIs, maximum: limit),
    .list("ExceptIfSentTo", \.exceptIfSentTo, maximum: limit),
    .list("ExceptIfSentToMemberOf", \.exceptIfSentToMemberOf, maximum: limit),
    .list("ExceptIfRecipientDomainIs", \.exceptIfRecipientDomainIs, maximum: limit),
  ]
}
