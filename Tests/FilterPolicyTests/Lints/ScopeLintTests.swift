import FilterPolicy
import MailTypes
import Testing

@Suite("Lints about whom policies are for")
struct ScopeLintTests {
  private var organization = LintCase()

  @Test("Policies without a slip have no lints")
  mutating func clean() throws {
    try organization.add("Staff") { $0.sentToMemberOf = [address("staff@contoso.com")] }
    try organization.add("Sales") { $0.recipientDomainIs = [domain("sales.contoso.com")] }
    #expect(organization.lints == [])
  }

  @Test("A user who is not in the group that the same rule asks for gets nothing from it")
  mutating func conjunction() throws {
    try organization.add("Bosses") {
      $0.sentTo = [address("cyd@contoso.com")]
      $0.sentToMemberOf = [address("staff@contoso.com")]
    }
    #expect(
      organization.lints == [
        "warning: antiSpam.rules.Bosses: is for nobody: cyd@contoso.com is named in sentTo but not in sentToMemberOf, and a "
          + "recipient must be named in sentTo and be in a group of sentToMemberOf at once; to mean either, make a policy and "
          + "rule of its own for each"
      ])
  }

  @Test("Where some of the users are in the group, the others are named")
  mutating func partOfConjunction() throws {
    try organization.add("Bosses") {
      $0.sentTo = [address("ada@contoso.com"), address("cyd@contoso.com"), address("dan@contoso.com")]
      $0.sentToMemberOf = [address("staff@contoso.com")]
    }
    #expect(organization.lints.count == 1)
    #expect(
      organization.lints.first?.hasPrefix(
        "warning: antiSpam.rules.Bosses: cyd@contoso.com, dan@contoso.com are named in sentTo but not in sentToMemberOf")
        == true)
  }

  @Test("A group and a domain that have nobody in common")
  mutating func groupAndDomain() throws {
    try organization.add("Both") {
      $0.sentToMemberOf = [address("staff@contoso.com")]
      $0.recipientDomainIs = [domain("sales.contoso.com")]
    }
    #expect(
      organization.lints == [
        "warning: antiSpam.rules.Both: a recipient must be in a group of sentToMemberOf and have a domain of "
          + "recipientDomainIs at once, which 0 of the directory do (alone: sentToMemberOf 2, recipientDomainIs 1); to mean "
          + "either, make a policy and rule of its own for each"
      ])
    try organization.add("Narrow") {
      $0.sentToMemberOf = [address("staff@contoso.com")]
      $0.recipientDomainIs = [domain("contoso.com")]
    }
    #expect(organization.lints.count == 1)
  }

  @Test("A rule behind one that is provably for everybody that it is for is never reached")
  mutating func covered() throws {
    organization.book = RecipientBook()
    try organization.add("All") { $0.recipientDomainIs = [domain("contoso.com")] }
    try organization.add("Sales") { $0.recipientDomainIs = [domain("sales.contoso.com")] }
    try organization.add("Ada") { $0.sentTo = [address("ada@contoso.com")] }
    #expect(
      organization.lints == [
        "warning: antiSpam.rules.Sales: is never reached: the rule All comes before it and is for everybody that it is for; "
          + "narrow that one, or move this before it",
        "warning: antiSpam.rules.Ada: is never reached: the rule All comes before it and is for everybody that it is for; "
          + "narrow that one, or move this before it",
      ])
    try organization.policies.antiSpam.change("All") { $0.recipients.exceptIfSentTo = [address("ada@contoso.com")] }
    #expect(organization.lints.map { $0.split(separator: ":")[1] } == [" antiSpam.rules.Sales"])
  }

  @Test("A preset for everybody shadows every rule, and is said to be for everybody")
  mutating func presetForEverybody() throws {
    organization.policies.presets.strict.enabled = true
    organization.policies.presets.standard.enabled = true
    try organization.add("Ada") { $0.sentTo = [address("ada@contoso.com")] }
    #expect(
      organization.lints == [
        "warning: antiSpam.rules.Ada: is never reached: the preset Strict comes before it and is for everybody that it is for; "
          + "narrow that one, or remove this",
        "warning: presets.standard: is never reached: the preset Strict comes before it and is for everybody that it is for; "
          + "narrow that one, or remove this",
        "note: presets.strict: has no condition and is for everybody but its exceptions; custom policies come after it",
        "note: presets.standard: has no condition and is for everybody but its exceptions; custom policies come after it",
      ])
  }

  @Test("A rule whose recipients of the directory are all taken by several before it")
  mutating func takenByOthers() throws {
    try organization.add("Ada") { $0.sentTo = [address("ada@contoso.com")] }
    try organization.add("Bob") { $0.sentTo = [address("bob@contoso.com")] }
    try organization.add("Staff") { $0.sentToMemberOf = [address("staff@contoso.com")] }
    #expect(
      organization.lints == [
        "warning: antiSpam.rules.Staff: nobody of the 2 in the directory that it is for gets it, others come before it: the "
          + "rule Ada 1, the rule Bob 1; narrow those, or move this before them"
      ])
  }

  @Test("What the directory does not have, or has otherwise, is named with what follows from it")
  mutating func vanished() throws {
    try organization.add("Rule") {
      $0.sentTo = [address("ada@contoso.com"), address("zoe@contoso.com"), address("robert@contoso.com")]
      $0.exceptIfSentTo = [address("staff@contoso.com")]
    }
    try organization.add("Groups") {
      $0.sentToMemberOf = [address("staff@contoso.com"), address("gone@contoso.com")]
      $0.exceptIfSentToMemberOf = [address("lost@contoso.com")]
    }
    try organization.add("Domain") { $0.recipientDomainIs = [domain("fabrikam.com")] }
    #expect(
      organization.lints == [
        "warning: antiSpam.rules.Rule.sentTo: robert@contoso.com is another address of bob@contoso.com, and rules look at first "
          + "addresses, so that it adds nobody; write bob@contoso.com",
        "warning: antiSpam.rules.Rule.sentTo: nobody has the address zoe@contoso.com, so that it adds nobody; correct or "
          + "remove it",
        "warning: antiSpam.rules.Rule.exceptIfSentTo: staff@contoso.com is a group, whose members are not meant by this; write "
          + "it into exceptIfSentToMemberOf",
        "warning: antiSpam.rules.Groups.sentToMemberOf: there is no group gone@contoso.com, so that it adds nobody; correct or "
          + "remove it",
        "warning: antiSpam.rules.Groups.exceptIfSentToMemberOf: there is no group lost@contoso.com, so that it excepts nobody; "
          + "correct or remove it",
        "warning: antiSpam.rules.Domain.recipientDomainIs: no mail is accepted for fabrikam.com, so that it adds nobody; correct "
          + "or remove it",
      ])
  }

  @Test("A policy without a rule, a rule that is off, and one whose exceptions leave nobody")
  mutating func forNobody() throws {
    organization.policies.antiMalware.custom["Loose"] = AntiMalwarePolicy()
    try organization.add("Off", enabled: false) { $0.sentTo = [address("ada@contoso.com")] }
    try organization.add("Ada") {
      $0.sentTo = [address("ada@contoso.com")]
      $0.exceptIfSentToMemberOf = [address("staff@contoso.com")]
    }
    #expect(
      organization.lints == [
        "warning: antiMalware.custom.Loose: is for nobody: no rule speaks of it; make one, or remove the policy",
        "note: antiSpam.rules.Off: is off, so that Off is for nobody; turn it on, or remove both",
        "note: antiSpam.rules.Ada: fits nobody in the directory",
      ])
  }

  @Test("Whatever the rules, one that is said to be never reached is nobody's, in the directory or not")
  func neverReached() throws {
    var generator = SystemRandomNumberGenerator()
    var found = 0
    for _ in 0..<300 {
      var organization = LintCase()
      for index in 0..<4 {
        try organization.add("Rule \(index)") { filter in filter = .random(&generator) }
      }
      let snapshot = PolicySnapshot(
        organization: "example", hostname: "mx.example.org", policies: organization.policies, recipients: organization.book)
      let winners = Set(RecipientFilter.people.compactMap { snapshot.effective(for: $0).antiSpam.first?.name })
      let unreached = organization.lints.filter { $0.contains("is never reached") }
        .compactMap { $0.split(separator: ":").dropFirst().first?.split(separator: ".").last.map(String.init) }
      #expect(winners.isDisjoint(with: unreached), "\(organization.policies.antiSpam.rules)")
      found += unreached.count
    }
    #expect(found > 0)
  }
}

extension RecipientFilter {
  /// In the directory of `LintCase`, and not.
  fileprivate static let people = ["ada@", "bob@", "cyd@", "zoe@", "eve@sales.", "zoe@sales."].map {
    address($0 + "contoso.com")
  }

  /// At least one condition, and few values, so that filters often have them in common.
  fileprivate static func random(_ generator: inout some RandomNumberGenerator) -> RecipientFilter {
    func pick<Value>(_ values: [Value], oneIn chance: Int) -> Set<Value> {
      Int.random(in: 0..<chance, using: &generator) == 0
        ? Set(values.filter { _ in Bool.random(using: &generator) }) : []
    }
    let (groups, domains) = ([address("staff@contoso.com")], [domain("contoso.com"), domain("sales.contoso.com")])
    var filter = RecipientFilter(
      sentTo: pick(people, oneIn: 2), sentToMemberOf: pick(groups, oneIn: 3), recipientDomainIs: pick(domains, oneIn: 2),
      exceptIfSentTo: pick(people, oneIn: 3), exceptIfSentToMemberOf: pick(groups, oneIn: 4),
      exceptIfRecipientDomainIs: pick(domains, oneIn: 4))
    if !filter.hasCondition { filter.recipientDomainIs = [domain("contoso.com")] }
    return filter
  }
}
