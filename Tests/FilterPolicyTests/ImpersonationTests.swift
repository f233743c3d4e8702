import FilterPolicy
import MailTypes
import Testing

@Suite("Impersonation of people and domains")
struct ImpersonationTests {
  private func policy() throws -> AntiPhishPolicy {
    var policy = AntiPhishPolicy.standard
    policy.enableSpoofIntelligence = false
    policy.targetedUsersToProtect = Set(
      try ["Ada Lovelace;ada@contoso.com", "Éric O’Brien-Müller;eric@partner.example", "Zoë Kim;zoe.kim@gmail.example"].map {
        try #require(ProtectedUser(policyText: $0))
      })
    policy.targetedDomainsToProtect = Set(domains("fabrikam.com", "northwind.co.uk"))
    policy.excludedSenders = [address("trusted@agency.example")]
    policy.excludedDomains = Set(domains("vendor.example", "contoso.de"))
    return policy
  }

  private func decision(
    _ author: String, as name: String? = nil, dmarc: String = "pass", spam: Double = 0.1, action: FilterAction = .quarantine
  ) throws -> Decision {
    var policies = OrganizationPolicies()
    policies.antiPhish.fallback = try policy()
    policies.antiPhish.fallback.targetedUserProtectionAction = action
    policies.antiPhish.fallback.targetedDomainProtectionAction = action
    let domain = try #require(EmailAddress(author)?.domainName).text
    let findings = Findings(
      authentication: AuthenticationFacts(isChecked: true, dmarc: DMARCFacts(result: dmarc, domain: domain)),
      probabilities: .init(spam: spam), signals: [],
      entities: Entities(sender: author, from: author, fromName: name, clientAddress: .v4(0xC000_0201)), engine: "test")
    let snapshot = PolicySnapshot(
      organization: "example", hostname: "mx.example.org",
      acceptedDomains: Set(domains("contoso.com", "acme.de", "ibm.example", "mail.tailspin.net")), policies: policies)
    return evaluate(
      findings, context: EvaluationContext(traceID: TraceID(), direction: .inbound), snapshot: snapshot,
      recipient: address("user@contoso.com"), now: UTCTime(microseconds: 0))
  }

  @Test("Who sends under a protected name, or from an address that looks like the protected one")
  func people() throws {
    let rows = try CaseTable("impersonation", "people").rows
    #expect(rows.count >= 38)
    for row in rows {
      let decision = try decision(row[1], as: row[0].isEmpty ? nil : row[0], dmarc: row[2])
      let found = decision.category == .userImpersonation ? "UIMP" : "-"
      #expect(found == row[3], "\(row): \(decision.because)")
      #expect(
        (decision.verdict == .impersonation) == (found == "UIMP") && (decision.action == .quarantine) == (found == "UIMP"))
    }
  }

  @Test("Domains that look like protected ones, or like those of the organization")
  func lookAlikes() throws {
    let rows = try CaseTable("impersonation", "domains").rows
    #expect(rows.count >= 38)
    for row in rows {
      let decision = try decision("a@\(row[0])")
      #expect((decision.category == .domainImpersonation ? "DIMP" : "-") == row[1], "\(row): \(decision.because)")
    }
  }

  @Test("The explanation says whom it looks like, and the header says what was found")
  func explained() throws {
    let user = try decision("x@evil.example", as: "Ada Lovelace")
    #expect(
      user.because.contains {
        $0.hasPrefix("x@evil.example sends under the name of Ada Lovelace (ada@contoso.com), who is protected")
      })
    let domain = try decision("x@c0ntoso.com")
    #expect(domain.because.contains { $0.hasPrefix("c0ntoso.com looks like contoso.com, which is protected") })
    for (decision, fields) in [(user, ["CAT:UIMP;", "SFTY:9.20;"]), (domain, ["CAT:DIMP;", "SFTY:9.19;"])] {
      let report = try #require(decision.headers.first { $0.hasPrefix("X-Forefront") }).replacing("\r\n", with: "")
      #expect(fields.allSatisfy(report.contains), "\(report)")
      #expect(decision.wouldChangeIf != nil)
    }
  }

  @Test("An excluded sender whom nothing proves is told about")
  func unproven() throws {
    let decision = try decision("trusted@agency.example", as: "Ada Lovelace", dmarc: "none")
    #expect(decision.because.contains { $0.contains("that the policy excludes it does not count") })
  }

  @Test("A spoofed sender is called so; spam under a protected name is impersonation; with no action it stays spam")
  func order() throws {
    #expect(try decision("x@evil.example", as: "Ada Lovelace", spam: 0.6).verdict == .impersonation)
    #expect(try decision("x@evil.example", as: "Ada Lovelace", spam: 0.6, action: .noAction).verdict == .spam)
    let told = try decision("x@evil.example", as: "Ada Lovelace", action: .noAction)
    #expect(told.category == .userImpersonation && told.action == .noAction && told.scl == 1 && !told.isJunk)
    #expect(try decision("x@evil.example", as: "Ada Lovelace", spam: 0.999).verdict == .highConfidenceSpam)
  }

  @Test("A preset protects the people and domains that the organization names for it")
  func presets() throws {
    var policies = OrganizationPolicies()
    policies.presets.strict.enabled = true
    policies.presets.strict.targetedUsersToProtect = [try #require(ProtectedUser(policyText: "Ada Lovelace;ada@contoso.com"))]
    policies.presets.strict.targetedDomainsToProtect = Set(domains("fabrikam.com"))
    policies.presets.strict.excludedSenders = [address("ada@home.example")]
    #expect(policies.problems.isEmpty)
    let snapshot = PolicySnapshot(organization: "example", hostname: "mx.example.org", policies: policies)
    func category(_ author: String, _ name: String?) throws -> ThreatCategory {
      let domain = try #require(EmailAddress(author)?.domainName).text
      let findings = Findings(
        authentication: AuthenticationFacts(isChecked: true, dmarc: DMARCFacts(result: "pass", domain: domain)), signals: [],
        entities: Entities(sender: author, from: author, fromName: name, clientAddress: .v4(0xC000_0201)), engine: "test")
      return evaluate(
        findings, context: EvaluationContext(traceID: TraceID(), direction: .inbound), snapshot: snapshot,
        recipient: address("user@contoso.com"), now: UTCTime(microseconds: 0)
      ).category
    }
    #expect(try category("x@evil.example", "Ada Lovelace") == .userImpersonation)
    #expect(try category("ada@home.example", "Ada Lovelace") == .none)
    #expect(try category("x@fabrlkam.com", nil) == .domainImpersonation)
  }
}
