public import GatewayStorage

extension SQLStore: ContactStore {
  public func count(_ contacts: [MailContact]) async throws {
    try await writing.run { [database] in
      try database.write { connection in
        for contact in contacts { try connection.execute(ContactRow.count, ContactRow.values(contact)) }
      }
    }
  }

  public func messages(of pairs: [MailContact.Pair], organization: String) async throws -> [Int] {
    try await read { connection, _ in
      try pairs.map { pair in
        try connection.query(ContactRow.messages, ContactRow.key(pair, organization)) { Int($0.integer(0) ?? 0) }.first ?? 0
      }
    }
  }

  public func forgetContacts(before day: Int) async throws {
    try await writing.run { [database] in
      try database.write { try $0.execute("DELETE FROM contacts WHERE day < ?", [SQLValue(day)]) }
    }
  }
}
