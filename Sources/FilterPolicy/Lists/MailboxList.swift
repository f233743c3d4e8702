public import MailTypes

/// Whose mail one person trusts, and whose that person does not want: the safelist collection of a mailbox (eop-spec §7.9).
public struct MailboxList: Parameterized {
  public var trustedSenders: Set<EmailAddress> = []
  public var trustedDomains: Set<DomainName> = []
  public var blockedSenders: Set<EmailAddress> = []
  public var blockedDomains: Set<DomainName> = []
  /// Everything that is not trusted goes to junk.
  public var trustedListsOnly = false

  public init() {}

  public static let noun = "mailbox list"
  /// eop-spec §7.9: what a mailbox synchronises.
  public static let trustedLimit = 1024
  public static let blockedLimit = 65_535

  public static let parameters: [PolicyParameter<MailboxList>] = [
    .list("TrustedSenders", \.trustedSenders, maximum: trustedLimit),
    .list("TrustedDomains", \.trustedDomains, maximum: trustedLimit),
    .list("BlockedSenders", \.blockedSenders, maximum: blockedLimit),
    .list("BlockedDomains", \.blockedDomains, maximum: blockedLimit),
    .flag("TrustedListsOnly", \.trustedListsOnly),
  ]

  public var isEmpty: Bool { self == MailboxList() }
}
