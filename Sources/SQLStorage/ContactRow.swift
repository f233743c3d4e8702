import GatewayStorage

/// The `contacts` table.
enum ContactRow {
  static let count = """
    INSERT INTO contacts (organization, pair, day, messages) VALUES (?, ?, ?, ?)
    ON CONFLICT (organization, pair) DO UPDATE SET messages = contacts.messages + excluded.messages,
    day = CASE WHEN excluded.day > contacts.day THEN excluded.day ELSE contacts.day END
    """

  static let messages = "SELECT messages FROM contacts WHERE organization = ? AND pair = ?"

  /// Octets of a digest: enough that no two pairs meet by chance.
  private static let digestLength = 16

  static func key(_ pair: MailContact.Pair, _ organization: String) -> [SQLValue] {
    // No address holds the octet between them.
    let text = Array(organization.utf8) + [0] + Array(pair.user.utf8) + [0] + Array(pair.correspondent.utf8)
    return [.text(organization), .blob(Array(ContentFile.digest(text).prefix(digestLength)))]
  }

  static func values(_ contact: MailContact) -> [SQLValue] {
    key(contact.pair, contact.organization) + [SQLValue(contact.day), SQLValue(contact.messages)]
  }
}
