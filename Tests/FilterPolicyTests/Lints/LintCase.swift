import FilterPolicy
import MailTypes
import Testing

/// An organization with a directory of six, for what is said about its policies.
struct LintCase {
  var policies = OrganizationPolicies()
  var entries: [AllowBlockEntry] = []
  var pairs: [SpoofedSenderList.Entry] = []
  var book = LintCase.directory
  let now = UTCTime(microseconds: 1_772_000_000_000_000)

  /// ada, bob, cyd and dan of contoso.com and eve of sales.contoso.com; bob is also robert; staff@ has ada and bob.
  static let directory = RecipientBook(
    recipients: [
      DirectoryRecipient(primary: address("ada@contoso.com")),
      DirectoryRecipient(primary: address("bob@contoso.com"), aliases: [address("robert@contoso.com")]),
      DirectoryRecipient(primary: address("cyd@contoso.com")), DirectoryRecipient(primary: address("dan@contoso.com")),
      DirectoryRecipient(primary: address("eve@sales.contoso.com")),
    ],
    groups: [
      DirectoryGroup(address: address("staff@contoso.com"), members: [address("ada@contoso.com"), address("bob@contoso.com")])
    ])

  /// Policies that the analyzer has nothing to say about.
  init() {
    policies.antiSpam.fallback = .strict
    policies.antiPhish.fallback = .strict
  }

  /// Adds a custom policy with a rule, last.
  mutating func add(_ name: String, enabled: Bool = true, _ change: (inout RecipientFilter) -> Void) throws {
    var filter = RecipientFilter()
    change(&filter)
    policies.antiSpam.custom[name] = .strict
    var rule = PolicyRule(name: name, policy: name, recipients: filter)
    rule.enabled = enabled
    try policies.antiSpam.insert(rule)
  }

  mutating func list(
    _ kind: AllowBlockValue.Kind, _ value: String, _ action: AllowBlockEntry.Action,
    expiry: AllowBlockEntry.Expiry = .afterLastUse(days: 45), condition: AllowBlockEntry.Condition = .authentication
  ) throws {
    entries.append(
      AllowBlockEntry(try AllowBlockValue(kind, value), action, expiry: expiry, condition: condition, modifiedAt: now))
  }

  var lints: [String] {
    let suffixes: Set = ["com", "co.uk"]
    let linter = PolicyLinter(
      policies: policies, acceptedDomains: LintCase.accepted, recipients: book, allowBlock: AllowBlockList(entries),
      spoofedSenders: pairs, now: now,
      isPublicSuffix: { suffixes.contains($0.text) })
    return linter.lints.map(\.description)
  }

  private static let accepted = Set(["contoso.com", "sales.contoso.com"].compactMap { DomainName($0) })
}

/// Only for domains that stand in the tests.
func domain(_ text: String) -> DomainName {
  guard let domain = DomainName(text) else { preconditionFailure("not a domain: \(text)") }
  return domain
}
