internal import HashTreeCollections
public import MailTypes

/// The safelist collections of an organization's mailboxes, by primary address.
public struct MailboxLists: Sendable {
  private var lists = TreeDictionary<EmailAddress, MailboxList>()

  public init() {}

  /// `mailbox` in lower case. An empty list is none.
  public subscript(mailbox: EmailAddress) -> MailboxList? {
    get { lists[mailbox] }
    set { lists[mailbox] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
  }
}
