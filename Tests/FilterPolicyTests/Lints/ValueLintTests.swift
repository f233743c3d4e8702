import FilterPolicy
import MailTypes
import Testing

@Suite("Lints about what policies allow")
struct ValueLintTests {
  private var organization = LintCase()

  @Test("Allowed domains where everybody, or oneself, has addresses")
  mutating func allowedDomains() {
    organization.policies.antiSpam.fallback.allowedSenderDomains = Set(
      ["gmail.com", "co.uk", "contoso.com", "mail.contoso.com", "fabrikam.com"].map(domain))
    #expect(
      organization.lints.filter { $0.hasPrefix("warning") } == [
        "warning: antiSpam.default.allowedSenderDomains: co.uk is a public suffix: everybody who registers a name below it is "
          + "allowed; name the domains that are meant",
        "warning: antiSpam.default.allowedSenderDomains: contoso.com is a domain of this organization: its mail is allowed even "
          + "from a stolen account; remove it",
        "warning: antiSpam.default.allowedSenderDomains: gmail.com gives an address to everybody, and all of them are allowed; "
          + "allow the single addresses that are meant",
        "warning: antiSpam.default.allowedSenderDomains: mail.contoso.com is a domain of this organization: its mail is allowed "
          + "even from a stolen account; remove it",
      ])
  }

  @Test("Allowed senders that need no proof, or are blocked too")
  mutating func allowedSenders() {
    organization.policies.antiSpam.fallback.allowedSenders = [address("a@fabrikam.com"), address("b@adatum.com")]
    organization.policies.antiSpam.fallback.allowedSendersMustAuthenticate = false
    organization.policies.antiSpam.fallback.blockedSenderDomains = [domain("fabrikam.com")]
    #expect(
      organization.lints.prefix(2) == [
        "warning: antiSpam.default.allowedSendersMustAuthenticate: is off: whoever forges one of the 2 allowed senders is "
          + "allowed too; turn it on",
        "note: antiSpam.default.allowedSenders: a@fabrikam.com does nothing: fabrikam.com is blocked in the same policy, and a "
          + "block wins; remove one",
      ])
  }

  @Test("Allowed networks: wide ones, the sum of all, and those that are blocked too")
  mutating func allowedClients() throws {
    let parameter = try #require(ConnectionFilterPolicy.parameter("IPAllowList"))
    organization.policies.connectionFilter.enableSafeList = true
    try parameter.set(&organization.policies.connectionFilter, .list(["192.0.2.0/24", "198.51.100.7"]))
    try ConnectionFilterPolicy.parameter("IPBlockList")?.set(
      &organization.policies.connectionFilter, .list(["198.51.100.0-198.51.100.9"]))
    #expect(
      organization.lints == [
        "warning: connectionFilter.ipAllowList: 192.0.2.0/24 allows 256 addresses; name the servers that send the mail meant",
        "note: connectionFilter.ipAllowList: 198.51.100.7 is also blocked, in part at least, and what is allowed wins; remove "
          + "one",
        "note: connectionFilter.ipAllowList: mail from 257 addresses is not filtered as spam or spoof, whoever it says to be "
          + "from",
        "note: connectionFilter.enableSafeList: mail of clients that others vouch for is not filtered as spam or spoof",
      ])
  }

  @Test("Entries of the Tenant Allow/Block List: over, blocked too, without proof, without end, too wide")
  mutating func entries() throws {
    try organization.list(.sender, "old@fabrikam.com", .allow, expiry: .at(organization.now.adding(days: -1)))
    try organization.list(.sender, "both@fabrikam.com", .allow)
    try organization.list(.sender, "both@fabrikam.com", .block, expiry: .never)
    try organization.list(.sender, "c@fabrikam.com", .allow, condition: .none)
    try organization.list(.url, "fabrikam.com/a", .allow, expiry: .never)
    try organization.list(.sender, "*.com", .allow)
    try organization.list(.sender, "com", .allow)
    try organization.list(.sender, "gmail.com", .allow)
    try organization.list(.ip, "2001:db8::/32", .allow, expiry: .never)
    try organization.list(.ip, "2001:db8:1::/48", .allow, expiry: .never)
    try organization.list(.sender, "good@fabrikam.com", .allow)
    #expect(
      organization.lints == [
        "warning: allowBlock.allow ip 2001:db8::/32: is wider than a site, which has a /48; name the servers that send the mail "
          + "meant",
        "warning: allowBlock.allow sender *.com: com is a public suffix: everybody who registers a name below it is allowed; "
          + "name the domains that are meant",
        "warning: allowBlock.allow sender c@fabrikam.com: counts without proof: whoever forges the sender is allowed; let it "
          + "require authentication",
        "warning: allowBlock.allow sender gmail.com: gmail.com gives an address to everybody, and all of them are allowed; "
          + "allow the single addresses that are meant",
        "warning: allowBlock.allow url fabrikam.com/a: never ends; let it end 45 days after its last use, or on a day",
        "note: allowBlock.allow sender both@fabrikam.com: does nothing: the same is blocked, and a block wins; remove one",
        "note: allowBlock.allow sender old@fabrikam.com: is over since 2026-02-24T06:13:20Z and does nothing; remove it",
      ])
  }

  @Test("Pairs of spoofed senders: everybody, everywhere, blocked too")
  mutating func spoofedSenders() throws {
    for (text, action) in [
      ("contoso.com, mailer.example", SpoofedSenderPair.Action.allow), ("*, mailer.example", .allow),
      ("contoso.com, *", .allow),
      ("contoso.com, co.uk", .allow), ("a@contoso.com, 192.0.2.0/24", .allow), ("a@contoso.com, 192.0.2.0/24", .block),
      ("*, evil.example", .block),
    ] {
      organization.pairs.append(.init(try #require(SpoofedSenderPair(text)), action))
    }
    #expect(
      organization.lints == [
        "warning: spoofedSenders.allow *, mailer.example: whoever sends from mailer.example may send as everybody, this "
          + "organization included; name whom it sends for",
        "warning: spoofedSenders.allow contoso.com, *: everybody may send as contoso.com; name the domain or network that sends "
          + "for it",
        "warning: spoofedSenders.allow contoso.com, co.uk: co.uk is a public suffix: whoever has a name below it may send as "
          + "contoso.com; name the one that is meant",
        "note: spoofedSenders.allow a@contoso.com, 192.0.2.0/24: does nothing: the same pair is blocked, and a block wins; "
          + "remove one",
      ])
  }

  @Test("A bulk threshold that takes wanted newsletters")
  mutating func overeager() {
    organization.policies.antiSpam.fallback.bulkThreshold = 3
    #expect(
      organization.lints == [
        "note: antiSpam.default.bulkThreshold: 3 takes newsletters that people asked for as bulk; Standard has 6"
      ])
  }

  @Test("Policies that protect less than Standard, each once")
  mutating func weak() throws {
    organization.policies.antiSpam.fallback.bulkThreshold = 9
    organization.policies.antiSpam.fallback.spamZapEnabled = false
    organization.policies.antiPhish.fallback.enabled = false
    #expect(
      organization.lints == [
        "note: antiPhish.default: protects less than Standard: enabled false, Standard true",
        "note: antiSpam.default: protects less than Standard: bulkThreshold 9, Standard 6; spamZapEnabled false, Standard true",
      ])
  }
}
