import Synchronization

extension MemoryStore: ContactStore {
  public func count(_ contacts: [MailContact]) async throws {
    rows.withLock { rows in
      for contact in contacts { rows.count(contact) }
    }
  }

  public func messages(of pairs: [MailContact.Pair], organization: String) async throws -> [Int] {
    rows.withLock { rows in
      pairs.map { pair in rows.contacts[MemoryRows.ContactKey(organization: organization, pair: pair)]?.messages ?? 0 }
    }
  }

  public func forgetContacts(before day: Int) async throws {
    rows.withLock { rows in rows.contacts = rows.contacts.filter { $0.value.day >= day } }
  }
}

extension MemoryRows {
  struct ContactKey: Hashable {
    let organization: String
    let pair: MailContact.Pair
  }

  mutating func count(_ new: MailContact) {
    let key = ContactKey(organization: new.organization, pair: new.pair)
    guard let known = contacts[key] else {
      contacts[key] = new
      return
    }
    contacts[key]?.messages += new.messages
    contacts[key]?.day = max(known.day, new.day)
  }
}
