import FilterPolicy
import MailTypes
import Testing

@Suite struct RecipientBookTests {
  private let book = RecipientBook(
    recipients: [
      DirectoryRecipient(
        primary: address("anna@example.org"), aliases: [address("a.berg@example.org"), address("anna@example.net")]),
      DirectoryRecipient(primary: address("ben@example.org")),
    ],
    groups: [
      DirectoryGroup(
        address: address("sales@example.org"), aliases: [address("verkauf@example.org")],
        members: [address("A.Berg@example.org")]),
      DirectoryGroup(
        address: address("staff@example.org"), members: [address("verkauf@example.org"), address("ben@example.org")]),
      DirectoryGroup(
        address: address("everyone@example.org"), members: [address("staff@example.org"), address("nobody@example.org")]),
    ])

  @Test(
    "An address is known by its primary address, in any case and with any tag",
    arguments: [
      ("anna@example.org", "anna@example.org"), ("A.BERG@Example.ORG", "anna@example.org"),
      ("anna@example.net", "anna@example.org"), ("anna+shop@example.net", "anna@example.org"),
      ("Verkauf@example.org", "sales@example.org"), ("carl@example.org", nil), ("nobody@example.org", nil),
      ("+anna@example.org", nil),
    ] as [(String, String?)])
  func primary(_ text: String, _ primary: String?) {
    let given = address(text)
    let expected = primary.map(address)
    #expect(book.primaryAddress(of: given) == expected)
    #expect(book.contains(given) == (expected != nil))
    #expect(book.resolve(given).primary == expected ?? given)
    #expect(book.resolve(given).address == given)
  }

  @Test("A member of a group is a member of the groups around it, whichever of their addresses is asked for")
  func nesting() {
    let anna = book.resolve(address("anna@example.net"))
    for group in ["sales@example.org", "verkauf@example.org", "staff@example.org", "everyone@example.org"] {
      #expect(anna.isMember(of: key(group)))
    }
    let ben = book.resolve(address("ben@example.org"))
    #expect(ben.groups == [key("staff@example.org"), key("everyone@example.org")])
    #expect(book.groups(of: address("carl@example.org")).isEmpty)
    #expect(book.groups(of: address("sales@example.org")) == ben.groups)
  }

  @Test("A group that vanished has no members and can be seen to be missing")
  func vanishedGroup() {
    let staff = key("staff@example.org")
    let later = book.applying(.removeGroup(staff))
    #expect(!later.hasGroup(staff))
    #expect(!later.resolve(address("anna@example.org")).isMember(of: staff))
    #expect(!later.resolve(address("anna@example.org")).isMember(of: key("everyone@example.org")))
    #expect(later.resolve(address("anna@example.org")).isMember(of: key("sales@example.org")))
    #expect(!book.hasGroup(key("anna@example.org")))
  }

  @Test("Groups that contain each other end")
  func cycles() {
    let book = RecipientBook(
      recipients: [DirectoryRecipient(primary: address("a@example.org"))],
      groups: [
        DirectoryGroup(
          address: address("one@example.org"),
          members: [address("a@example.org"), address("three@example.org"), address("one@example.org")]),
        DirectoryGroup(address: address("two@example.org"), members: [address("one@example.org")]),
        DirectoryGroup(address: address("three@example.org"), members: [address("two@example.org")]),
      ])
    #expect(book.groups(of: address("a@example.org")).count == 3)
  }

  @Test("Groups are followed to the limit and no deeper")
  func depth() throws {
    let addresses = try (0...RecipientBook.nestingLimit).map { try #require(EmailAddress("g\($0)@example.org")) }
    let nested = zip(addresses.dropFirst(), addresses).map { DirectoryGroup(address: $0, members: [$1]) }
    let first = DirectoryGroup(address: addresses[0], members: [address("a@example.org")])
    let book = RecipientBook(recipients: [DirectoryRecipient(primary: address("a@example.org"))], groups: [first] + nested)
    #expect(book.groups(of: address("a@example.org")).count == RecipientBook.nestingLimit)
  }

  @Test("A primary address outranks an alias; of two aliases, the first owner in the alphabet has it, whoever came first")
  func contestedAliases() {
    let one = DirectoryRecipient(
      primary: address("one@example.org"), aliases: [address("info@example.org"), address("two@example.org")])
    let two = DirectoryRecipient(primary: address("two@example.org"), aliases: [address("info@example.org")])
    for recipients in [[one, two], [two, one]] {
      let book = RecipientBook(recipients: recipients)
      #expect(book.primaryAddress(of: address("info@example.org")) == address("one@example.org"))
      #expect(book.primaryAddress(of: address("two@example.org")) == address("two@example.org"))
      #expect(book.contestedAliases.map(\.alias.text) == ["info@example.org"])
      #expect(
        book.applying(.removeRecipient(key("one@example.org"))).primaryAddress(of: address("info@example.org"))
          == address("two@example.org"))
    }
  }

  @Test("What several sources say of one address is united")
  func union() {
    let book = RecipientBook(
      recipients: [
        DirectoryRecipient(primary: address("a@example.org"), aliases: [address("b@example.org")]),
        DirectoryRecipient(primary: address("A@example.org"), aliases: [address("c@example.org")], displayName: "A"),
      ],
      groups: [
        DirectoryGroup(address: address("g@example.org"), members: [address("a@example.org")]),
        DirectoryGroup(address: address("g@example.org"), members: [address("d@example.org"), address("a@example.org")]),
      ])
    #expect(book.count == 1 && book.groupCount == 1)
    #expect(book.primaryAddress(of: address("b@example.org")) == book.primaryAddress(of: address("c@example.org")))
    #expect(book.recipient(key("a@example.org"))?.displayName == "A")
    #expect(book.group(key("g@example.org"))?.members == [address("a@example.org"), address("d@example.org")])
  }

  @Test(
    "Keys of addresses that are made quickly are those that are made slowly",
    arguments: [
      "Ada.Lovelace+x@Example.org", "a_b-9@x.example", "\"a..b\"@example.org", "\".a\"@example.org", "\"a.\"@example.org",
      "o'neil@example.org", "JÖRG@bücher.example", "\"a b\"@example.org", "ada@[192.0.2.1]",
    ])
  func keys(_ text: String) {
    #expect(AddressKey(address(text)).text == address(text).key)
  }
}
