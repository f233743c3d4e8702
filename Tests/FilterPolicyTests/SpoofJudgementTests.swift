import FilterPolicy
import MailTypes
import Testing

@Suite("Spoofed mail")
struct SpoofJudgementTests {
  /// eop-spec §8.3, a row for each cell: spoof intelligence, honour DMARC, what fails, what is done.
  static let matrix: [(Bool, Bool, String, FilterAction)] = [
    (true, true, "implicit", .quarantine), (true, true, "quarantine", .moveToJunk), (true, true, "reject", .reject),
    (true, true, "none", .deliver),
    (true, false, "implicit", .quarantine), (true, false, "quarantine", .quarantine), (true, false, "reject", .quarantine),
    (true, false, "none", .quarantine),
    (false, true, "implicit", .deliver), (false, true, "quarantine", .moveToJunk), (false, true, "reject", .reject),
    (false, true, "none", .deliver),
    (false, false, "implicit", .deliver), (false, false, "quarantine", .quarantine), (false, false, "reject", .quarantine),
    (false, false, "none", .deliver),
  ]

  /// A message that looks a little unwanted: spam probability `spam`.
  private func decision(
    _ failure: String, spam: Double = 0.3, _ policy: AntiPhishPolicy, accepted: Set<DomainName> = []
  ) throws -> Decision {
    var dmarc = DMARCFacts(domain: "contoso.com")
    if failure != "implicit" {
      dmarc = DMARCFacts(result: "fail", policy: failure, appliedPolicy: failure, domain: "contoso.com")
    }
    let findings = Findings(
      authentication: AuthenticationFacts(isChecked: true, dmarc: dmarc), probabilities: .init(spam: spam), signals: [],
      entities: Entities(sender: "", from: "a@contoso.com", clientAddress: .v4(0xC000_0201)), engine: "test")
    var policies = OrganizationPolicies()
    policies.antiPhish.fallback = policy
    let snapshot = PolicySnapshot(
      organization: "example", hostname: "mx.example.org", acceptedDomains: accepted, policies: policies)
    return evaluate(
      findings, context: EvaluationContext(traceID: TraceID(), direction: .inbound), snapshot: snapshot,
      recipient: try #require(EmailAddress("user@example.org")), now: UTCTime(microseconds: 0), counterfactuals: .all)
  }

  @Test("The matrix of spoof intelligence and honoured DMARC", arguments: matrix)
  func cells(intelligence: Bool, honours: Bool, failure: String, action: FilterAction) throws {
    // Each action is one that no other cell has.
    var policy = AntiPhishPolicy()
    policy.enableSpoofIntelligence = intelligence
    policy.authenticationFailAction = .quarantine
    policy.honorDmarcPolicy = honours
    policy.dmarcQuarantineAction = .moveToJunk
    let decision = try decision(failure, policy)
    #expect(decision.action == action)
    #expect(decision.verdict == (action == .deliver ? .notSpam : .spoof))
    #expect(decision.category == (action == .deliver ? .none : .spoof))
  }

  @Test("Mail that nothing speaks for and that looks honest is delivered, and marked")
  func harmless() throws {
    let decision = try decision("implicit", spam: 0.05, AntiPhishPolicy())
    #expect(decision.verdict == .notSpam)
    #expect(decision.compauth.reason == "001")
    #expect(decision.marks.isUnauthenticated)
    #expect(decision.headers.contains("X-Martlet-Sender: unauthenticated"))
    let sentence = try #require(decision.wouldChangeIf)
    #expect(sentence.hasSuffix("it would be moved to junk as spoofed"), "\(sentence)")
  }

  @Test("A stranger who sends as a domain of ours needs no other fault")
  func ownDomain() throws {
    let ours = try #require(DomainName("contoso.com"))
    let decision = try decision("implicit", spam: 0.01, AntiPhishPolicy(), accepted: [ours])
    #expect((decision.verdict, decision.compauth.reason, decision.action) == (.spoof, "601", .moveToJunk))
  }

  @Test("A policy of reject is answered as Exchange Online answers it")
  func rejection() throws {
    let reply = try decision("reject", AntiPhishPolicy()).rejection?.reply
    #expect(
      reply.map { "\($0)" }
        == "550 5.7.509 Access denied, sending domain contoso.com does not pass DMARC verification and has a DMARC policy of reject."
    )
    var keeping = AntiPhishPolicy()
    keeping.dmarcRejectAction = .quarantine
    let kept = try decision("reject", keeping)
    #expect(kept.rejection == nil)
    #expect(kept.authenticationResults.contains("dmarc=fail policy.action=oreject header.from=contoso.com"))
  }

  @Test("Who sent for the author is named, unless a signature or a reverse-path of the author's own passes")
  func via() throws {
    func via(_ change: (inout AuthenticationFacts) -> Void) throws -> String? {
      var facts = AuthenticationFacts(isChecked: true, dmarc: DMARCFacts(domain: "contoso.com"))
      change(&facts)
      let findings = Findings(
        authentication: facts, signals: [],
        entities: Entities(sender: "", from: "a@contoso.com", clientAddress: .v4(0xC000_0201)), engine: "test")
      return evaluate(
        findings, context: EvaluationContext(traceID: TraceID(), direction: .inbound),
        snapshot: PolicySnapshot(organization: "example", hostname: "mx.example.org"),
        recipient: try #require(EmailAddress("user@example.org")), now: UTCTime(microseconds: 0)
      ).marks.via
    }
    #expect(try via { $0.dkim = [DKIMFacts(result: "pass", domain: "fabrikam.com")] } == "fabrikam.com")
    #expect(try via { $0.spf = SPFFacts(result: "pass", domain: "bounce.example") } == "bounce.example")
    #expect(
      try via {
        $0.spf = SPFFacts(result: "pass", domain: "bounce.example")
        $0.dkim = [DKIMFacts(result: "pass", domain: "mail.contoso.com", isAligned: true)]
      } == nil)
    #expect(try via { $0.dkim = [DKIMFacts(result: "fail", domain: "fabrikam.com")] } == nil)
  }
}
