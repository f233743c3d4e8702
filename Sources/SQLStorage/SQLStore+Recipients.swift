public import FilterPolicy
public import GatewayStorage
import MailTypes

extension SQLStore: RecipientStore {
  public func storedDirectory(organization: String) async throws -> StoredDirectory {
    try await read { connection, _ in
      let key = [SQLValue.text(organization)]
      var members: [String: [EmailAddress]] = [:]
      for (group, member) in try connection.query(RecipientRow.selectMembers, key, RecipientRow.member) {
        members[group, default: []].append(member)
      }
      let groups = try connection.query(RecipientRow.selectGroups, key, RecipientRow.group).map { key, group in
        DirectoryGroup(address: group.address, aliases: group.aliases, members: members[key] ?? [])
      }
      return StoredDirectory(
        recipients: try connection.query(RecipientRow.selectRecipients, key, RecipientRow.recipient), groups: groups)
    }
  }

  public func apply(_ change: DirectoryChange, organization: String) async throws {
    try await writing.run { [database] in
      try database.write { connection in
        try RecipientWriter(connection: connection, organization: .text(organization)).apply(change)
      }
    }
  }
}

/// Writes one change inside a transaction.
private struct RecipientWriter {
  let connection: any SQLConnection
  let organization: SQLValue

  func apply(_ change: DirectoryChange) throws {
    let key = SQLValue.text(change.subject.text)
    switch change {
    case .setRecipient(let recipient):
      try delete(from: "recipients", "address_key", key)
      try connection.execute(
        "INSERT INTO recipients (organization, address_key, address, aliases, display_name) VALUES (?, ?, ?, ?, ?)",
        [
          organization, key, .text("\(recipient.primary)"), RecipientRow.lines(recipient.aliases),
          recipient.displayName.map(SQLValue.text) ?? .null,
        ])
    case .removeRecipient: try delete(from: "recipients", "address_key", key)
    case .setGroup(let group):
      try removeGroup(key)
      try connection.execute(
        "INSERT INTO recipient_groups (organization, address_key, address, aliases) VALUES (?, ?, ?, ?)",
        [organization, key, .text("\(group.address)"), RecipientRow.lines(group.aliases)])
      for member in group.members { try add(AddressKey(member), key) }
    case .removeGroup: try removeGroup(key)
    case .addMember(let member, _): try add(member, key)
    case .removeMember(let member, _):
      try connection.execute(
        "DELETE FROM recipient_group_members WHERE organization = ? AND group_key = ? AND member = ?",
        [organization, key, .text(member.text)])
    }
  }

  private func removeGroup(_ key: SQLValue) throws {
    try delete(from: "recipient_groups", "address_key", key)
    try delete(from: "recipient_group_members", "group_key", key)
  }

  private func delete(from table: String, _ column: String, _ key: SQLValue) throws {
    try connection.execute("DELETE FROM \(table) WHERE organization = ? AND \(column) = ?", [organization, key])
  }

  /// Nothing where there is no such group.
  private func add(_ member: AddressKey, _ group: SQLValue) throws {
    try connection.execute(
      """
      INSERT INTO recipient_group_members (organization, group_key, member)
      SELECT organization, address_key, ? FROM recipient_groups WHERE organization = ? AND address_key = ?
      ON CONFLICT DO NOTHING
      """, [.text(member.text), organization, group])
  }
}
