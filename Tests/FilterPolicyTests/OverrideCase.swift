import FilterPolicy
import MailTypes
import Testing

/// A message with a verdict, and mechanisms that speak for or against it.
struct OverrideCase {
  private var findings: Findings
  private var policies = OrganizationPolicies()
  private var entries: [AllowBlockEntry] = []
  private var pairs: [SpoofedSenderList.Entry] = []
  private var mailbox = MailboxList()

  static let recipient = "user@example.org"
  private static let client = IPAddress.v4(0xC000_0201)
  private static let link = "https://fabrikam.com/a"
  private static let hash = String(repeating: "ab", count: 32)
  private static let author = "ada@contoso.com"

  /// The author is proven, so that allowances count.
  init(_ verdict: Verdict) throws {
    findings = Findings(
      authentication: AuthenticationFacts(isChecked: true, dmarc: DMARCFacts(result: "pass", domain: "contoso.com")),
      signals: [Signal(id: "header.brandElsewhere", weight: 0.5, sentence: "A brand's name")],
      entities: Entities(
        sender: OverrideCase.author, from: OverrideCase.author, clientAddress: OverrideCase.client,
        urls: [OverrideCase.link],
        attachments: [.init(name: "a.bin", type: "application/octet-stream", sha256: OverrideCase.hash)]), engine: "test")
    policies.antiSpam.fallback.phishSpamAction = .modifySubject
    policies.antiSpam.fallback.modifySubjectValue = "[phish]"
    policies.antiSpam.fallback.highConfidenceSpamAction = .redirect
    policies.antiSpam.fallback.redirectToRecipients = [try #require(EmailAddress("spam@example.org"))]
    policies.antiSpam.fallback.spamAction = .addXHeader
    policies.antiSpam.fallback.bulkSpamAction = .noAction
    switch verdict {
    // A block of the file: the one source of malware that needs no scanner.
    case .malware: try apply("blockFile")
    case .highConfidencePhish: findings.probabilities.phish = 0.95
    case .phish: findings.probabilities.phish = 0.6
    case .highConfidenceSpam: findings.probabilities.spam = 0.999
    case .spam: findings.probabilities.spam = 0.6
    case .bulk:
      findings.probabilities = .init(spam: 0.45, bulk: 0.9)
      findings.bulk = BulkFindings(unsubscribe: .none)
    default: break
    }
  }

  mutating func apply(_ mechanism: String) throws {
    let author = try #require(EmailAddress(OverrideCase.author))
    let range = try #require(ClientRange(policyText: "192.0.2.0/24"))
    switch mechanism {
    case "trusted": mailbox.trustedSenders = [author]
    case "trustedDomain": mailbox.trustedDomains = [try #require(DomainName("contoso.com"))]
    case "blocked": mailbox.blockedSenders = [author]
    case "ipAllow": policies.connectionFilter.ipAllowList = [range]
    case "ipBlock": policies.connectionFilter.ipBlockList = [range]
    case "policyAllow": policies.antiSpam.fallback.allowedSenders = [author]
    case "policyBlock": policies.antiSpam.fallback.blockedSenders = [author]
    case "languageBlock":
      findings.language = "de"
      change {
        $0.enableLanguageBlockList = true
        $0.languageBlockList = Set([BlockableLanguage(policyText: "DE")].compactMap { $0 })
      }
    case "regionBlock":
      findings.country = "AT"
      change {
        $0.enableRegionBlockList = true
        $0.regionBlockList = Set([BlockableRegion(policyText: "AT")].compactMap { $0 })
      }
    case "allowSender": add(try AllowBlockValue(.sender, "contoso.com"), .allow)
    case "blockSender": add(try AllowBlockValue(.sender, "contoso.com"), .block)
    case "blockURL": add(try AllowBlockValue(.url, "fabrikam.com"), .block)
    case "blockFile": add(try AllowBlockValue(.fileHash, OverrideCase.hash), .block)
    case "blockPair": pairs = [.init(try #require(SpoofedSenderPair("contoso.com, 192.0.2.1")), .block)]
    case "dmarcReject":
      findings.authentication.dmarc = DMARCFacts(
        result: "fail", policy: "reject", appliedPolicy: "reject", domain: "contoso.com")
    default: throw UnknownMechanism(name: mechanism)
    }
  }

  mutating func unprove() { findings.authentication.dmarc = DMARCFacts(domain: "contoso.com") }

  mutating func require(_ condition: AllowBlockEntry.Condition) {
    for index in entries.indices { entries[index].condition = condition }
  }

  mutating func change(_ change: (inout AntiSpamPolicy) -> Void) { change(&policies.antiSpam.fallback) }

  private mutating func add(_ value: AllowBlockValue, _ action: AllowBlockEntry.Action) {
    entries.append(
      AllowBlockEntry(value, action, expiry: .never, condition: .authentication, modifiedAt: UTCTime(microseconds: 0)))
  }

  func decision(direction: MailDirection = .inbound, now: UTCTime = UTCTime(microseconds: 0)) throws -> Decision {
    let recipient = try #require(EmailAddress(OverrideCase.recipient))
    var mailboxes = MailboxLists()
    mailboxes[recipient] = mailbox
    let snapshot = PolicySnapshot(
      organization: "example", hostname: "mx.example.org", policies: policies, allowBlock: AllowBlockList(entries),
      spoofedSenders: SpoofedSenderList(pairs), mailboxes: mailboxes)
    return evaluate(
      findings, context: EvaluationContext(traceID: TraceID(), direction: direction), snapshot: snapshot,
      recipient: recipient, now: now)
  }

  struct UnknownMechanism: Error { let name: String }
}
