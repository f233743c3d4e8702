public import GatewayStorage
import MailTypes

extension SQLStore: SigningKeyStore {
  public func signingKeys() async throws -> [SigningKey] {
    try await reading.run { [database] in try database.read(SigningKeyRow.all) }
  }

  public func save(_ keys: [SigningKey]) async throws {
    try await writing.run { [database] in
      try database.write { connection in
        for key in keys {
          try connection.execute(SigningKeyRow.delete, SigningKeyRow.values(key.id))
          try connection.execute(SigningKeyRow.insert, SigningKeyRow.values(key))
        }
      }
    }
  }

  public func removeSigningKey(_ id: SigningKey.ID) async throws {
    try await writing.run { [database] in
      try database.write { try $0.execute(SigningKeyRow.delete, SigningKeyRow.values(id)) }
    }
  }
}

/// The `signing_keys` table. The domain leads its key as the organisation does elsewhere: a domain belongs to one of them.
enum SigningKeyRow {
  static let insert = """
    INSERT INTO signing_keys (domain, selector, private_key, state, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)
    """

  static let delete = "DELETE FROM signing_keys WHERE domain = ? AND selector = ?"

  static func all(_ connection: any SQLConnection) throws -> [SigningKey] {
    try connection.query(
      """
      SELECT domain, selector, private_key, state, created_at, changed_at FROM signing_keys
      ORDER BY domain, created_at, selector
      """, [], key)
  }

  static func values(_ id: SigningKey.ID) -> [SQLValue] { [.text(id.domain.text), .text(id.selector.text)] }

  static func values(_ key: SigningKey) -> [SQLValue] {
    values(key.id) + [
      .text(key.privateKey), .text(key.state.rawValue), .integer(key.createdAt), .integer(key.changedAt),
    ]
  }

  private static func key(_ row: any SQLRow) throws -> SigningKey {
    guard let domain = row.text(0).flatMap({ DomainName($0) }), let selector = row.text(1).flatMap({ DomainName($0) })
    else { throw StoreError(.damaged, "a signing key has no readable name; restore the store from a backup") }
    return SigningKey(
      id: SigningKey.ID(domain: domain, selector: selector), privateKey: row.text(2) ?? "",
      state: row.text(3).flatMap { SigningKey.State(rawValue: $0) } ?? .damaged, createdAt: row.integer(4) ?? 0,
      changedAt: row.integer(5) ?? 0)
  }
}
