import FilterPolicy
import MailTypes

/// A large organization: 50,000 recipients in 1000 groups, 100 custom policies with rules, 10,000 list entries; and the messages
/// it gets.
struct Organization {
  private static let people = 50_000
  private static let groupCount = 1000
  private static let policyCount = 100
  private static let entryCount = 10_000

  var recipients: [DirectoryRecipient] {
    (0..<Organization.people).compactMap { number in
      guard let primary = EmailAddress("person\(number)@example.org") else { return nil }
      return DirectoryRecipient(
        primary: primary, aliases: (0..<2).compactMap { EmailAddress("alias\(number).\($0)@example.org") },
        displayName: "Person \(number)")
    }
  }

  /// Five groups a recipient, and one of everybody.
  var groups: [DirectoryGroup] {
    let people = recipients.map(\.primary)
    var members: [[EmailAddress]] = Array(repeating: [], count: Organization.groupCount)
    for (number, person) in people.enumerated() {
      for place in 0..<5 { members[(number + place * 37) % Organization.groupCount].append(person) }
    }
    return (members.enumerated().map { ("group\($0)", $1) } + [("everyone", people)]).compactMap { name, members in
      EmailAddress("\(name)@example.org").map { DirectoryGroup(address: $0, members: members) }
    }
  }

  /// Rules about groups, with exceptions; the last is about everybody.
  var policies: OrganizationPolicies {
    var policies = OrganizationPolicies()
    for number in 0..<Organization.policyCount {
      let name = "Policy \(number)"
      var policy = AntiSpamPolicy.standard
      policy.blockedSenders = Set((0..<100).compactMap { EmailAddress("person\($0)@blocked\(number).example") })
      policies.antiSpam.custom[name] = policy
      var filter = RecipientFilter()
      if number == Organization.policyCount - 1 {
        filter.recipientDomainIs = Set(["example.org"].compactMap { DomainName($0) })
      } else {
        filter.sentToMemberOf = Set(["group\(number * 3)@example.org"].compactMap { EmailAddress($0) })
        filter.exceptIfSentTo = Set(["person\(number)@example.org"].compactMap { EmailAddress($0) })
      }
      try? policies.antiSpam.insert(PolicyRule(name: name, policy: name, recipients: filter))
    }
    policies.antiPhish.fallback = .standard
    return policies
  }

  /// Half senders, a third links, the rest files.
  var entries: [AllowBlockEntry] {
    (0..<Organization.entryCount).compactMap { number in
      switch number % 6 {
      case 0, 1, 2: entry(.sender, "person\(number)@domain\(number / 4).example", number % 4 == 0 ? .allow : .block)
      case 3, 4: entry(.url, "domain\(number / 4).example/path/*", .block)
      default: entry(.fileHash, String(repeating: "0", count: 56) + String(number + 0x1000_0000, radix: 16), .block)
      }
    }
  }

  func entry(_ kind: AllowBlockValue.Kind, _ text: String, _ action: AllowBlockEntry.Action) -> AllowBlockEntry? {
    (try? AllowBlockValue(kind, text)).map {
      AllowBlockEntry($0, action, expiry: .never, modifiedAt: UTCTime(microseconds: 0))
    }
  }

  func snapshot(
    _ policies: OrganizationPolicies, _ entries: [AllowBlockEntry], _ recipients: [DirectoryRecipient],
    _ groups: [DirectoryGroup]
  ) -> PolicySnapshot {
    PolicySnapshot(
      organization: "example", hostname: "mx.example.org",
      acceptedDomains: Set(["example.org"].compactMap { DomainName($0) }), policies: policies,
      allowBlock: AllowBlockList(entries), recipients: RecipientBook(recipients: recipients, groups: groups))
  }

  var messages: [(String, Findings)] {
    [
      ("an authenticated newsletter", findings("news@letters.example", "pass", spam: 0.2)),
      ("spam of a domain that is no other's", findings("win@contoso.example", "none", spam: 0.999)),
      ("mail of an allowed sender", findings("person0@domain0.example", "pass", spam: 0.9)),
    ]
  }

  private func findings(_ author: String, _ result: String, spam: Double) -> Findings {
    let domain = String(author.drop { $0 != "@" }.dropFirst())
    return Findings(
      authentication: AuthenticationFacts(
        isChecked: true, spf: SPFFacts(result: result, domain: domain, isAligned: true),
        dkim: [DKIMFacts(result: result, domain: domain, selector: "s1", isAligned: true)],
        dmarc: DMARCFacts(result: result, domain: domain), iprev: ReverseLookup(result: .pass, name: "mail.\(domain)")),
      probabilities: .init(spam: spam, phish: 0.1, bulk: 0.7),
      signals: (0..<12).map { Signal(id: "test.\($0)", weight: 0.4, sentence: "Signal number \($0)", detail: "detail") },
      entities: Entities(
        sender: author, from: author, fromName: "Person Seven", clientAddress: .v4(0xC000_0201), helo: "mail.\(domain)",
        urls: (0..<10).map { "https://www.site\($0).example/path/to/\($0)?a=b" }), engine: "benchmark")
  }
}
