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
  }

  @Test("A changed book is the book made anew", arguments: 0..<20)
  func changes(seed: UInt64) {
    var random = SplitMix(state: seed)
    var model = Model()
    var book = RecipientBook()
    for _ in 0..<120 {
      book = step(book, &model, &random)
      #expect(answers(book) == answers(model.book))
    }
    #expect(book.revision == 120)
  }

  @Test("A change leaves the books it was made from as they were")
  func sharing() {
    let first = RecipientBook(recipients: [
      DirectoryRecipient(primary: address("a@example.org"), aliases: [address("b@example.org")])
    ])
    let second = first.setting(DirectoryRecipient(primary: address("a@example.org"), aliases: [address("c@example.org")]))
      .setting(DirectoryGroup(address: address("g@example.org"), members: [address("c@example.org")]))
    #expect(first.primaryAddress(of: address("b@example.org")) == address("a@example.org"))
    #expect(first.primaryAddress(of: address("c@example.org")) == nil)
    #expect(!first.hasGroup(key("g@example.org")))
    #expect(second.primaryAddress(of: address("b@example.org")) == nil)
    #expect(second.resolve(address("a@example.org")).isMember(of: key("g@example.org")))
    #expect(first.revision == 0 && second.revision == 2)
  }

  private func step(_ book: RecipientBook, _ model: inout Model, _ random: inout SplitMix) -> RecipientBook {
    let address = pick(&random)
    let key = AddressKey(address)
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      let recipient = DirectoryRecipient(primary: address, aliases: several(&random))
      model.recipients[key] = recipient
      return book.setting(recipient)
    case 1:
      model.recipients[key] = nil
      return book.removingRecipient(key)
    case 2:
      let group = DirectoryGroup(address: address, aliases: several(&random), members: several(&random))
      model.groups[key] = group
      return book.setting(group)
    case 3:
      model.groups[key] = nil
      return book.removingGroup(key)
    case 4:
      let member = pick(&random)
      model.groups[key]?.members.append(member)
      return book.adding(AddressKey(member), toGroup: key)
    default:
      let member = pick(&random)
      model.groups[key]?.members.removeAll { $0 == member }
      return book.removing(AddressKey(member), fromGroup: key)
    }
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

/// The same numbers for the same seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
