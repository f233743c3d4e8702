import FilterPolicy
import MailTypes

/// A message, an organisation and one of its recipients, made of few names, so that they often have to do with each other.
struct RandomWorld {
  var findings: Findings
  var policies = OrganizationPolicies()
  var entries: [AllowBlockEntry]
  var pairs: [SpoofedSenderList.Entry]
  var mailbox: MailboxList
  var recipients: [DirectoryRecipient]
  var groups: [DirectoryGroup]
  var context: EvaluationContext
  let recipient = address("ada@example.org")
  let now = UTCTime(microseconds: 1_795_000_000_000_000)

  init(seed: UInt64) {
    var random = SplitMix(state: seed)
    findings = RandomWorld.findings(&random)
    entries = RandomWorld.entries(&random)
    pairs = random.several(of: RandomWorld.pairs, atMost: 3)
    mailbox = RandomWorld.mailbox(&random)
    (recipients, groups) = RandomWorld.directory(&random)
    context = EvaluationContext(
      traceID: TraceID(), direction: random.isTrue(in: 6) ? random.pick(.internal, .outbound) : .inbound,
      senderHistory: random.isTrue(in: 4) ? SenderHistory(kind: .network, messages: 20, wanted: 20, days: 9) : nil)
    context.returnsSentMail = findings.bounce.map { _ in random.isTrue(in: 2) }
    RandomWorld.fill(&policies, &random)
  }

  /// With lists and directories in the order in which they stand.
  var snapshot: PolicySnapshot {
    var mailboxes = MailboxLists()
    mailboxes[recipient] = mailbox
    return PolicySnapshot(
      organization: "example", hostname: "mx.example.org", acceptedDomains: Set(domains("example.org")), policies: policies,
      revision: 7, allowBlock: AllowBlockList(entries), spoofedSenders: SpoofedSenderList(pairs), mailboxes: mailboxes,
      recipients: RecipientBook(recipients: recipients, groups: groups))
  }

  var decision: Decision {
    evaluate(findings, context: context, snapshot: snapshot, recipient: recipient, now: now)
  }

  /// The same, put together in another order.
  func shuffled(_ random: inout SplitMix) -> RandomWorld {
    var world = self
    world.entries.shuffle(using: &random)
    world.pairs.shuffle(using: &random)
    world.recipients.shuffle(using: &random)
    world.groups.shuffle(using: &random)
    world.policies.antiSpam = PolicySet(
      fallback: policies.antiSpam.fallback,
      custom: Dictionary(uniqueKeysWithValues: policies.antiSpam.custom.shuffled(using: &random)),
      rules: policies.antiSpam.rules)
    return world
  }
}

/// Only for names that stand in the tests.
func domains(_ texts: String...) -> [DomainName] { texts.compactMap { DomainName($0) } }

extension RandomWorld {
  private static let links = [
    "https://fabrikam.com/a", "https://www.fabrikam.com/", "https://contoso.com/fabrikam.com/b?c=1", "http://[2001:db8::9]/",
  ]
  private static let hashes = ["ab", "cd"].map { String(repeating: $0, count: 32) }
  private static let pairs = ["contoso.com, 192.0.2.1", "ada@contoso.com, *", "*, relay.example.net"].compactMap {
    SpoofedSenderPair($0)
  }.flatMap { [SpoofedSenderList.Entry($0, .allow), .init($0, .block)] }

  static let values: [AllowBlockValue] =
    ["contoso.com", "*.contoso.com", "ada@contoso.com", "*.example.org"].compactMap { try? AllowBlockValue(.sender, $0) }
    + ["fabrikam.com", "fabrikam.com/a", "fabrikam.com/*", "~fabrikam.com~", "*.fabrikam.com"].compactMap {
      try? AllowBlockValue(.url, $0)
    } + hashes.compactMap { try? AllowBlockValue(.fileHash, $0) }
    + ["2001:db8::1", "2001:db8::/32"].compactMap { try? AllowBlockValue(.ip, $0) }

  static func allowance(_ value: AllowBlockValue, _ random: inout SplitMix) -> AllowBlockEntry {
    AllowBlockEntry(
      value, .allow, expiry: .never, condition: random.pick(.none, .authentication),
      ceiling: random.pick(.phish, .highConfidencePhish), modifiedAt: UTCTime(microseconds: 0))
  }

  static func block(_ value: AllowBlockValue) -> AllowBlockEntry {
    AllowBlockEntry(value, .block, expiry: .never, modifiedAt: UTCTime(microseconds: 0))
  }

  private static func entries(_ random: inout SplitMix) -> [AllowBlockEntry] {
    let allowed = random.several(of: values, atMost: 4).map { allowance($0, &random) }
    return allowed + (random.isTrue(in: 3) ? random.several(of: values, atMost: 2).map(block) : [])
  }

  private static func findings(_ random: inout SplitMix) -> Findings {
    let urls = random.several(of: links, atMost: 3)
    var signals = urls.map { Signal(id: "url.test", weight: 2.5, sentence: "A link", detail: $0) }
    signals += random.several(
      of: [
        Signal(id: "header.brandElsewhere", weight: 0.5, sentence: "A brand"),
        Signal(id: "list.ip.bad", weight: 3.25, sentence: "A bad client"), Signal(id: "test.much", weight: 9, sentence: "Much"),
        Signal(id: "list.ip.good", weight: -2, sentence: "A good client"),
      ], atMost: 3)
    let author = random.pick("ada@contoso.com", "ada@sales.contoso.com", "Ada@Example.org", "ben@fabrikam.net")
    var findings = Findings(
      authentication: facts(of: author, &random),
      probabilities: .init(
        spam: SpamScale.probability(ofScore: Findings.sum(of: signals)), phish: random.pick(0, 0.3, 0.6, 0.95),
        bulk: random.pick(0.1, 0.9)), signals: signals,
      entities: Entities(
        sender: author, from: author, fromName: "Ada",
        clientAddress: random.pick(.v4(0xC000_0201), .v4(0xC633_6407), .v6(high: 0x2001_0DB8 << 32, low: 1)), urls: urls,
        attachments: random.several(of: hashes, atMost: 2).map { .init(name: "a.bin", type: "text/plain", sha256: $0) }),
      engine: "test")
    let traits = [
      MessageTrait(.numericLink, "http://192.0.2.7/"), MessageTrait(.imageLink), MessageTrait(.form, "<form>"),
      MessageTrait(.sensitiveWord, "tulip"), MessageTrait(.bounce, "1@example.org"),
    ]
    findings.traits = random.isTrue(in: 3) ? random.several(of: traits, atMost: 3) : nil
    return findings
  }

  private static func facts(of author: String, _ random: inout SplitMix) -> AuthenticationFacts {
    let domain = author.split(separator: "@").last.map { $0.lowercased() } ?? ""
    return AuthenticationFacts(
      isChecked: !random.isTrue(in: 8), route: random.isTrue(in: 8) ? .hidden : .direct,
      spf: SPFFacts(result: random.pick("pass", "fail", "none"), domain: domain, isAligned: random.isTrue(in: 2)),
      dmarc: DMARCFacts(
        result: random.pick("none", "pass", "fail", "temperror"), policy: "reject",
        appliedPolicy: random.pick("none", "quarantine", "reject"), domain: domain),
      arc: random.isTrue(in: 3)
        ? ARCFacts(result: "pass", sealers: [.init(domain: "relay.example.net", isPass: true)]) : ARCFacts(),
      iprev: ReverseLookup(result: random.pick(.pass, .none), name: "mail.relay.example.net"),
      infrastructure: InfrastructureFacts(
        reverseDomain: "relay.example.net", isReverseAligned: random.isTrue(in: 4), isNeighbour: random.isTrue(in: 4)))
  }

  private static func mailbox(_ random: inout SplitMix) -> MailboxList {
    var list = MailboxList()
    if random.isTrue(in: 5) { list.trustedSenders = [address("ada@contoso.com")] }
    if random.isTrue(in: 5) { list.trustedDomains = Set(domains("contoso.com")) }
    if random.isTrue(in: 5) { list.blockedDomains = Set(domains("contoso.com", "fabrikam.net")) }
    list.trustedListsOnly = random.isTrue(in: 10)
    return list
  }

  private static func directory(_ random: inout SplitMix) -> ([DirectoryRecipient], [DirectoryGroup]) {
    let people = ["ada", "ben", "cleo"].map {
      DirectoryRecipient(primary: address("\($0)@sales.example.org"), aliases: [address("\($0)@example.org")])
    }
    let groups = ["team", "all"].map { name in
      let members = ["ada@example.org", "ben@example.org", "team@example.org"].map { address($0) }
      return DirectoryGroup(address: address("\(name)@example.org"), members: random.several(of: members, atMost: 2))
    }
    return (people, groups)
  }

  private static func fill(_ policies: inout OrganizationPolicies, _ random: inout SplitMix) {
    policies.antiSpam.fallback = antiSpam(&random)
    for index in 0..<Int.random(in: 0...5, using: &random) {
      let name = "Policy \(index)"
      policies.antiSpam.custom[name] = antiSpam(&random)
      var filter = RecipientFilter()
      if random.isTrue(in: 2) { filter.sentTo = [address("ada@sales.example.org")] }
      if random.isTrue(in: 2) { filter.sentToMemberOf = [address(random.pick("team@example.org", "all@example.org"))] }
      if !filter.hasCondition { filter.recipientDomainIs = Set(domains("example.org")) }
      if random.isTrue(in: 4) { filter.exceptIfSentToMemberOf = [address("all@example.org")] }
      try? policies.antiSpam.insert(PolicyRule(name: name, policy: name, recipients: filter))
    }
    policies.antiPhish.fallback = random.pick(AntiPhishPolicy(), .standard, .strict)
    if random.isTrue(in: 3) { policies.sensitiveWords.own = Set(["tulip"].compactMap { SensitiveWord(policyText: $0) }) }
    policies.trustedSealers = Set(random.isTrue(in: 2) ? domains("relay.example.net") : [])
    if random.isTrue(in: 8) {
      policies.connectionFilter.ipAllowList = Set(["192.0.2.1"].compactMap { ClientRange(policyText: $0) })
    }
    policies.connectionFilter.enableSafeList = random.isTrue(in: 3)
    policies.presets.standard.enabled = random.isTrue(in: 8)
  }

  private static func antiSpam(_ random: inout SplitMix) -> AntiSpamPolicy {
    var policy = random.pick(AntiSpamPolicy(), .standard, .strict)
    policy.spamAction = random.pick(.moveToJunk, .addXHeader, .quarantine, .delete)
    policy.highConfidenceSpamAction = random.pick(.redirect, .modifySubject, .quarantine)
    policy.redirectToRecipients = [address("spam@example.org"), address("more@example.org")]
    policy.intraOrgFilterState = random.pick(.default, .spam, .disabled)
    policy.allowedSendersMustAuthenticate = random.isTrue(in: 2)
    if random.isTrue(in: 3) { policy.advancedFilters = advancedFilters(&random) }
    if random.isTrue(in: 4) { policy.allowedSenderDomains = Set(domains("contoso.com")) }
    if random.isTrue(in: 6) { policy.blockedSenders = [address("ada@contoso.com")] }
    return policy
  }

  private static func advancedFilters(_ random: inout SplitMix) -> AdvancedSpamFilters {
    var filters = AdvancedSpamFilters()
    filters.increaseScoreWithNumericIps = random.pick(.off, .on, .test)
    filters.increaseScoreWithImageLinks = random.pick(.off, .on)
    filters.markAsSpamFormTagsInHtml = random.pick(.off, .on, .test)
    filters.markAsSpamSensitiveWordList = random.pick(.off, .on)
    filters.markAsSpamNdrBackscatter = random.pick(.off, .on)
    filters.testModeAction = random.pick(.none, .addXHeader, .bccMessage)
    filters.testModeBccToRecipients = [address("spam@example.org")]
    return filters
  }
}
