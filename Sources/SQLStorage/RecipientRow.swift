import FilterPolicy
import GatewayStorage
import MailTypes

/// The tables `recipients`, `recipient_groups` and `recipient_group_members`. Keys are addresses in lower case; aliases stand a
/// line each, which no address can contain.
enum RecipientRow {
  static let selectRecipients = """
    SELECT address, aliases, display_name FROM recipients WHERE organization = ? ORDER BY address_key
    """
  static let selectGroups = """
    SELECT address_key, address, aliases FROM recipient_groups WHERE organization = ? ORDER BY address_key
    """
  static let selectMembers = """
    SELECT group_key, member FROM recipient_group_members WHERE organization = ? ORDER BY group_key, member
    """

  static func recipient(_ row: any SQLRow) throws -> DirectoryRecipient {
    guard let primary = row.text(0).flatMap({ EmailAddress($0) }) else { throw damaged }
    return DirectoryRecipient(primary: primary, aliases: try addresses(row.text(1)), displayName: row.text(2))
  }

  /// With its key, and without its members.
  static func group(_ row: any SQLRow) throws -> (key: String, group: DirectoryGroup) {
    guard let key = row.text(0), let address = row.text(1).flatMap({ EmailAddress($0) }) else { throw damaged }
    return (key, DirectoryGroup(address: address, aliases: try addresses(row.text(2))))
  }

  static func member(_ row: any SQLRow) throws -> (group: String, member: EmailAddress) {
    guard let group = row.text(0), let member = row.text(1).flatMap({ EmailAddress($0) }) else { throw damaged }
    return (group, member)
  }

  static func lines(_ addresses: [EmailAddress]) -> SQLValue {
    .text(addresses.map(\.description).joined(separator: "\n"))
  }

  private static func addresses(_ text: String?) throws -> [EmailAddress] {
    try (text ?? "").split(separator: "\n").map { line in
      guard let address = EmailAddress(line) else { throw damaged }
      return address
    }
  }

  private static var damaged: StoreError {
    StoreError(.damaged, "a recipient or group is damaged; restore the store from a backup")
  }
}
