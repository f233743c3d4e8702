public import MailTypes

/// One mailbox of an address field, as lenient as readers are (RFC 5322 §3.4 and §4.4, RFC 6532 §3.2, and what is sent in
/// their name).
public struct HeaderAddress: Hashable, Sendable {
  /// Decoded display name, or the comment of the older form; `nil` where there is neither.
  public let name: String?
  /// Without white space, comments and route; quotes only where the local-part needs them. Need not be a valid address; empty
  /// where there is a name alone.
  public let address: String
  /// The name of the group it stands in (RFC 5322 §3.4); `nil` outside of groups.
  public let group: String?

  /// The address where it is a valid one.
  public var mailbox: EmailAddress? { EmailAddress(address) }

  /// Addresses kept of one field.
  public static let limit = 1000

  /// The mailboxes of a value, groups opened, at most `limit`. Folds are white space.
  public static func list(_ value: [UInt8]) -> [HeaderAddress] {
    var reader = AddressReader(value[...])
    var result: [HeaderAddress] = []
    while result.count < limit, let address = reader.next() { result.append(address) }
    return result
  }
}
