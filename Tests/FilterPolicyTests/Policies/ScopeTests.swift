import FilterPolicy
import MailTypes
import Testing

@Suite("Which policy applies")
struct ScopeTests {
  private let ada = "ada@sales.contoso.com"

  /// The policies that fit ada, who is in the group team@, which is in all@.
  private func policies(
    _ change: (inout OrganizationPolicies) throws -> Void
  ) throws -> [String] {
    var policies = OrganizationPolicies()
    try change(&policies)
    func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }
    let book = RecipientBook(
      recipients: [DirectoryRecipient(primary: try address(ada), aliases: [try address("a.lovelace@contoso.com")])],
      groups: [
        DirectoryGroup(address: try address("team@contoso.com"), members: [try address(ada)]),
        DirectoryGroup(address: try address("all@contoso.com"), members: [try address("team@contoso.com")]),
      ])
    let snapshot = PolicySnapshot(
      organization: "example", hostname: "mx.example.org", policies: policies, recipients: book)
    return snapshot.effective(for: try address("A.Lovelace@contoso.com")).antiSpam.map(\.name)
  }

  private func add(
    _ name: String, to policies: inout OrganizationPolicies, _ change: (inout RecipientFilter) throws -> Void
  ) throws {
    var filter = RecipientFilter()
    try change(&filter)
    policies.antiSpam.custom[name] = AntiSpamPolicy()
    try policies.antiSpam.insert(PolicyRule(name: name, policy: name, recipients: filter))
  }

  private func addresses(_ texts: String...) throws -> Set<EmailAddress> {
    Set(try texts.map { try #require(EmailAddress($0)) })
  }

  private func domains(_ texts: String...) throws -> Set<DomainName> { Set(try texts.map { try #require(DomainName($0)) }) }

  @Test("Strict, Standard, custom by priority, Default")
  func order() throws {
    let found = try policies { policies in
      try add("Second", to: &policies) { $0.recipientDomainIs = try domains("contoso.com") }
      try add("First", to: &policies) { $0.sentTo = try addresses(ada) }
      try policies.antiSpam.move("First", to: 0)
      policies.presets.standard.enabled = true
      policies.presets.strict.enabled = true
      policies.presets.strict.recipients.sentToMemberOf = try addresses("all@contoso.com")
    }
    #expect(
      found == ["Strict Preset Security Policy", "Standard Preset Security Policy", "First", "Second", "Default"])
  }

  @Test("Kinds of conditions are joined by and, values by or, exceptions by or")
  func conditions() throws {
    let found = try policies { policies in
      try add("user and group", to: &policies) {
        $0.sentTo = try addresses(ada, "bob@contoso.com")
        $0.sentToMemberOf = try addresses("team@contoso.com")
      }
      try add("user and other group", to: &policies) {
        $0.sentTo = try addresses(ada)
        $0.sentToMemberOf = try addresses("others@contoso.com")
      }
      try add("domain but group", to: &policies) {
        $0.recipientDomainIs = try domains("contoso.com")
        $0.exceptIfSentToMemberOf = try addresses("all@contoso.com")
      }
      try add("domain but subdomain", to: &policies) {
        $0.recipientDomainIs = try domains("contoso.com")
        $0.exceptIfRecipientDomainIs = try domains("sales.contoso.com")
      }
      try add("domain but user", to: &policies) {
        $0.recipientDomainIs = try domains("contoso.com")
        $0.exceptIfSentTo = try addresses(ada)
      }
      try add("group but gone", to: &policies) {
        $0.sentToMemberOf = try addresses("all@contoso.com")
        $0.exceptIfSentToMemberOf = try addresses("gone@contoso.com")
      }
      try add("gone", to: &policies) { $0.sentToMemberOf = try addresses("gone@contoso.com") }
      try add("alias", to: &policies) { $0.sentTo = try addresses("a.lovelace@contoso.com") }
    }
    #expect(found == ["user and group", "group but gone", "Default"])
  }

  @Test("A rule that is off, and a policy without a rule, are for nobody")
  func off() throws {
    let found = try policies { policies in
      policies.antiSpam.custom["Loose"] = AntiSpamPolicy()
      try add("Off", to: &policies) { $0.sentTo = try addresses(ada) }
      try policies.antiSpam.change("Off") { $0.enabled = false }
    }
    #expect(found == ["Default"])
  }

  @Test("With a hundred rules the first that fits is found wherever it stands", arguments: [0, 1, 63, 64, 65, 99])
  func many(place: Int) throws {
    let found = try policies { policies in
      for index in 0..<100 {
        try add("Rule \(index)", to: &policies) { $0.sentTo = try addresses(index >= place ? ada : "x\(index)@contoso.com") }
      }
    }
    #expect(found.first == "Rule \(place)")
    #expect(found.count == 101 - place)
  }

  @Test("A rule put where another stands moves that and all below it down; its place must be there")
  func priorities() throws {
    var set = PolicySet<AntiSpamPolicy>()
    for name in ["a", "b", "c"] { try set.insert(PolicyRule(name: name, policy: name, recipients: RecipientFilter())) }
    try set.insert(PolicyRule(name: "d", policy: "d", recipients: RecipientFilter()), priority: 1)
    #expect(set.rules.map(\.name) == ["a", "d", "b", "c"])
    try set.move("a", to: 3)
    #expect(set.rules.map(\.name) == ["d", "b", "c", "a"])
    #expect(throws: PolicyProblem.self) { try set.insert(PolicyRule(name: "e", policy: "e", recipients: .init()), priority: 5) }
    #expect(throws: PolicyProblem.self) { try set.move("a", to: 4) }
    #expect(throws: PolicyProblem.self) { try set.insert(PolicyRule(name: "A", policy: "e", recipients: .init())) }
    #expect(set.rules.map(\.name) == ["d", "b", "c", "a"])
  }
}
