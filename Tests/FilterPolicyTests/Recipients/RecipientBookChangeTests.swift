import FilterPolicy
import MailTypes
import Testing

/// Changes are made to a book that is shared; whatever their order, the result is the book made anew from what is left.
@Suite struct RecipientBookChangeTests {
  /// Few names, so that they meet.
  private static let addresses: [EmailAddress] = (0..<12).compactMap { EmailAddress("a\($0)@example.org") }

  private struct Model {
    var recipients: [AddressKey: DirectoryRecipient] = [:]
    var groups: [AddressKey: DirectoryGroup] = [:]

    var book: RecipientBook { RecipientBook(recipients: recipients.values, groups: groups.values) }

    mutating func apply(_ change: DirectoryChange) {
      switch change {
      case .setRecipient(let recipient): recipients[change.subject] = recipient
      case .removeRecipient(let key): recipients[key] = nil
      case .setGroup(let group): groups[change.subject] = group
      case .removeGroup(let key): groups[key] = nil
      case .addMember(let member, let group): groups[group]?.members.append(address(member.text))
      case .removeMember(let member, let group): groups[group]?.members.removeAll { AddressKey($0) == member }
      }
    }
  }

  @Test("A changed book is the book made anew", arguments: 0..<20)
  func changes(seed: UInt64) {
    var random = SplitMix(state: seed)
    var model = Model()
    var book = RecipientBook()
    for _ in 0..<60 {
      book = step(book, &model, &random)
      #expect(answers(book) == answers(model.book))
    }
    #expect(book.revision == 60)
  }

  @Test("A change leaves the books it was made from as they were")
  func sharing() {
    let first = RecipientBook(recipients: [recipient("a@example.org", "b@example.org")])
    let second = first.applying(.setRecipient(recipient("a@example.org", "c@example.org")))
      .applying(.setGroup(DirectoryGroup(address: address("g@example.org"), members: [address("c@example.org")])))
    #expect(first.primaryAddress(of: address("b@example.org")) == address("a@example.org"))
    #expect(first.primaryAddress(of: address("c@example.org")) == nil)
    #expect(!first.hasGroup(key("g@example.org")))
    #expect(second.primaryAddress(of: address("b@example.org")) == nil)
    #expect(second.resolve(address("a@example.org")).isMember(of: key("g@example.org")))
    let united = first.united(with: second)
    #expect(united.primaryAddress(of: address("b@example.org")) == address("a@example.org"))
    #expect(united.resolve(address("a@example.org")).groups == [key("g@example.org")])
    #expect(first.revision == 0 && second.revision == 2)
  }

  private func step(_ book: RecipientBook, _ model: inout Model, _ random: inout SplitMix) -> RecipientBook {
    let key = AddressKey(pick(&random))
    let change = change(key, &random)
    model.apply(change)
    return book.applying(change)
  }

  private func change(_ key: AddressKey, _ random: inout SplitMix) -> DirectoryChange {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: .setRecipient(DirectoryRecipient(primary: address(key.text), aliases: several(&random)))
    case 1: .removeRecipient(key)
    case 2: .setGroup(DirectoryGroup(address: address(key.text), aliases: several(&random), members: several(&random)))
    case 3: .removeGroup(key)
    case 4: .addMember(AddressKey(pick(&random)), group: key)
    default: .removeMember(AddressKey(pick(&random)), group: key)
    }
  }

  private func recipient(_ primary: String, _ alias: String) -> DirectoryRecipient {
    DirectoryRecipient(primary: address(primary), aliases: [address(alias)])
  }

  /// All that can be asked of a book about the few addresses.
  private func answers(_ book: RecipientBook) -> [String] {
    let contested = book.contestedAliases.map { "\($0.alias) \($0.owners)" }
    return contested
      + RecipientBookChangeTests.addresses.map { address in
        let resolved = book.resolve(address)
        return "\(resolved.primary) \(resolved.isKnown) \(resolved.groups.sorted()) \(book.hasGroup(AddressKey(address)))"
      }
  }

  private func pick(_ random: inout SplitMix) -> EmailAddress {
    RecipientBookChangeTests.addresses[Int.random(in: 0..<12, using: &random)]
  }

  private func several(_ random: inout SplitMix) -> [EmailAddress] {
    (0..<Int.random(in: 0..<4, using: &random)).map { _ in pick(&random) }
  }
}
