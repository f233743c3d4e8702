public import MailTypes

/// One recipient of an organisation: a mailbox, mail user or contact (eop-spec §1.4 "Users").
public struct DirectoryRecipient: Hashable, Sendable, Codable {
  /// The address policies know the recipient by: conditions and exceptions on users and domains look at this one.
  public var primary: EmailAddress
  /// Further addresses of the same recipient.
  public var aliases: [EmailAddress]
  public var displayName: String?

  public init(primary: EmailAddress, aliases: [EmailAddress] = [], displayName: String? = nil) {
    self.primary = primary
    self.aliases = aliases
    self.displayName = displayName
  }
}
