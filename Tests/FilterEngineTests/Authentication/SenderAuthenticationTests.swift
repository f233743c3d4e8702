import DNSResolution
import FilterPolicy
import InternetMessage
import MailAuthentication
import MailTypes
import Testing

@testable import FilterEngine

@Suite("Sender authentication in the scan")
struct SenderAuthenticationTests {
  private static let zone = """
    {"contoso.com": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"], "MX": ["10 mx.host.example"], "A": ["203.0.113.200"]},
     "_dmarc.contoso.com": {"TXT": ["v=DMARC1; p=reject; sp=quarantine"]},
     "bare.example": {"MX": ["10 mx.host.example"], "A": ["203.0.113.200"]},
     "slow.example": {"TXT": ["v=spf1 -all"]}, "_dmarc.slow.example": "TIMEOUT",
     "broken.example": {"TXT": ["v=spf1 -all"]}, "_dmarc.broken.example": "SERVFAIL",
     "7.100.51.198.in-addr.arpa": {"PTR": ["out.host.example"]}, "out.host.example": {"A": ["198.51.100.7"]}}
    """

  private func findings(
    from author: String, sender: String = "", by client: String, given: AuthenticationFacts? = nil
  ) async throws -> Findings {
    let path = EmailAddress(sender).map { ReversePath.mailbox($0) } ?? .null
    let subject = ScanSubject(
      traceID: TraceID(), client: ClientFacts(address: try #require(IPAddress(client)), helo: "out.host.example"),
      envelope: Envelope(reversePath: path, recipients: []), receivedAt: 0, hostname: "mx.example.org")
    let resolver = try ZoneResolver(text: Array(Self.zone.utf8), source: "zone")
    return await MessageScanner(resolver: resolver).scan(
      subject, content: Array("From: \(author)\r\nSubject: x\r\n\r\nHello\r\n".utf8), authentication: given)
  }

  @Test("SPF and DMARC are found, and what is aligned")
  func pass() async throws {
    let facts = try await findings(from: "a@contoso.com", sender: "b@contoso.com", by: "192.0.2.1").authentication
    #expect(facts.spf == SPFFacts(result: "pass", domain: "contoso.com", isAligned: true))
    #expect(facts.dmarc.result == "pass")
    #expect((facts.dmarc.policy, facts.dmarc.appliedPolicy) == ("reject", "reject"))
    #expect(facts.isAligned)
  }

  @Test("A subdomain gets the policy for subdomains")
  func subdomain() async throws {
    let facts = try await findings(from: "a@shop.contoso.com", by: "198.51.100.7").authentication
    #expect((facts.dmarc.result, facts.dmarc.policy, facts.dmarc.appliedPolicy) == ("fail", "reject", "quarantine"))
    #expect(facts.dmarc.organizationalDomain == "contoso.com")
  }

  @Test("Without proof it is seen how the client belongs to the domain")
  func infrastructure() async throws {
    let exchanger = try await findings(from: "a@bare.example", by: "198.51.100.7").authentication.infrastructure
    #expect(exchanger == InfrastructureFacts(reverseDomain: "host.example", isExchangerAligned: true))
    let neighbour = try await findings(from: "a@bare.example", by: "203.0.113.9").authentication.infrastructure
    #expect(neighbour == InfrastructureFacts(isNeighbour: true))
    let owner = try await findings(from: "a@host.example", by: "198.51.100.7").authentication.infrastructure
    #expect(owner == InfrastructureFacts(reverseDomain: "host.example", isReverseAligned: true))
  }

  @Test("A time-out and a failure of DNS are both temporary, and told apart")
  func temporary() async throws {
    let slow = try await findings(from: "a@slow.example", by: "192.0.2.1").authentication.dmarc
    #expect((slow.result, slow.isTimeout) == ("temperror", true))
    let broken = try await findings(from: "a@broken.example", by: "192.0.2.1").authentication.dmarc
    #expect((broken.result, broken.isTimeout) == ("temperror", false))
  }

  @Test("Results that are given are taken, completed by the author's domain")
  func given() async throws {
    let given = AuthenticationFacts(isChecked: true, spf: SPFFacts(result: "pass", domain: "mail.contoso.com"))
    let findings = try await findings(from: "a@contoso.com", by: "198.51.100.7", given: given)
    #expect(findings.authentication.dmarc.domain == "contoso.com")
    #expect(findings.authentication.spf.isAligned)
    #expect(findings.signals.contains { $0.id == "authentication.aligned" })
  }

  @Test("Without DNS nothing is checked, and nothing is held against the message")
  func unchecked() async throws {
    let subject = ScanSubject(
      traceID: TraceID(), client: ClientFacts(address: .v4(0xC000_0201), helo: "a.example"),
      envelope: Envelope(reversePath: .null, recipients: []), receivedAt: 0, hostname: "mx.example.org")
    let findings = await MessageScanner(resolver: nil).scan(subject, content: Array("From: a@b.example\r\n\r\nx\r\n".utf8))
    #expect(!findings.authentication.isChecked)
    #expect(!findings.signals.contains { $0.id.hasPrefix("authentication.") })
  }

  @Test("What a sealer wrote counts where it is about the author")
  func sealers() {
    func isPass(_ results: String) -> Bool {
      Alignment.isPass(AuthenticationResults(lenient: Array(results.utf8)[...]), for: ["contoso.com"])
    }
    #expect(isPass("mx.example; dmarc=pass header.from=contoso.com"))
    #expect(isPass("mx.example; dmarc=bestguesspass header.from=contoso.com"))
    #expect(isPass("mx.example; spf=fail smtp.mailfrom=x@y.example; dkim=pass header.d=mail.contoso.com"))
    #expect(isPass("mx.example; spf=pass smtp.mailfrom=bounce@contoso.com"))
    #expect(!isPass("mx.example; dmarc=fail header.from=contoso.com"))
    #expect(!isPass("mx.example; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=evil.example"))
    #expect(!isPass("mx.example; dmarc=pass header.from=evil.example"))
    #expect(!isPass("mx.example; none"))
  }
}
