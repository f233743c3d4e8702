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

extension MailboxLists {
  /// How many mailboxes block the author of a message, and how many trust it. Looks at every list there is: for bulk mail only.
  public func opinions(on findings: Findings) -> (blocking: Int, trusting: Int) {
    let sender = SenderIdentity(findings)
    var (blocking, trusting) = (0, 0)
    for (_, list) in lists {
      switch ListMatches.match(list, sender) {
      case .blocks: blocking += 1
      case .trustsAddress, .trustsDomain: trusting += 1
      case .trustsOthersOnly, nil: break
      }
    }
    return (blocking, trusting)
  }
}
