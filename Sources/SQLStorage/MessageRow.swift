import GatewayStorage
import MailTypes

/// The `messages` table: what is written, and how it is read back.
enum MessageRow {
  private static let format: UInt8 = 1

  /// All but the content, which lists never read.
  static let factColumns =
    "m.organization, m.trace_id, m.received_at, m.is_awaiting_scan, m.size, m.digest, m.facts, m.vault_name"

  static let insert = """
    INSERT INTO messages (organization, trace_id, received_at, is_awaiting_scan, size, digest, facts, vault_name, content)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static func values(_ message: StoredMessage, vault: DirectoryVault) throws -> [SQLValue] {
    var facts = FieldWriter(format: format)
    facts.write(message.client)
    facts.write(message.envelope)
    let (digest, name, content) = try place(of: message.content, vault: vault)
    return [
      .text(message.organization), .text(message.traceID.description), .integer(message.receivedAt),
      SQLValue(message.isAwaitingScan), SQLValue(message.content.size), .blob(digest), .blob(facts.bytes), SQLValue(name),
      content,
    ]
  }

  private static func place(of content: MessageContent, vault: DirectoryVault) throws -> ([UInt8], String?, SQLValue) {
    switch content {
    case .bytes(let bytes):
      return (ContentFile.digest(bytes), nil, .blob(bytes))
    case .file(let path, _):
      guard let name = vault.name(of: path) else {
        throw StoreError(.damaged, "\(path) is not in the vault; adopt it before its row is written")
      }
      return (try vault.digest(of: name), name, .null)
    }
  }

  /// A row of `factColumns` and, where `hasContent`, the content after them.
  static func message(_ row: any SQLRow, hasContent: Bool, vault: DirectoryVault) throws -> StoredMessage {
    guard let organization = row.text(0), let traceID = row.text(1).flatMap({ TraceID($0) }) else {
      throw StoreError(.damaged, "a message of the store has no id; restore the store from a backup")
    }
    var facts = try FieldReader(row.blob(6), format: format)
    let client = try facts.client()
    let envelope = try facts.envelope()
    return StoredMessage(
      traceID: traceID, organization: organization, receivedAt: row.integer(2) ?? 0, client: client, envelope: envelope,
      content: hasContent ? try content(row, vault: vault) : .bytes([]), isAwaitingScan: row.integer(3) == 1)
  }

  /// The bytes, checked: a file by its size, a blob by its digest.
  private static func content(_ row: any SQLRow, vault: DirectoryVault) throws -> MessageContent {
    if let name = row.text(7) {
      let path = vault.path(of: name)
      let size = Int(truncatingIfNeeded: row.integer(4) ?? 0)
      guard ContentFile.size(path) == size else {
        throw StoreError(.damaged, "\(path) is missing or incomplete; restore the store from a backup")
      }
      return .file(path: path, size: size)
    }
    guard let bytes = row.blob(8), ContentFile.digest(bytes) == row.blob(5) else {
      throw StoreError(.damaged, "the bytes of message \(row.text(1) ?? "") are damaged; restore the store from a backup")
    }
    return .bytes(bytes)
  }
}
