import FilterPolicy
import GatewayConfiguration
import GatewayStorage
import MailTypes
import Testing

@testable import MailFlow

@Suite("What lists refuse unread")
struct ListRefusalTests {
  private static let now = UTCTime(microseconds: 1_800_000_000_000_000)

  private func refusals(
    blocked: [String] = [], allowed: [String] = [], entries: [AllowBlockEntry] = []
  ) throws -> ListRefusals {
    var policies = OrganizationPolicies()
    policies.connectionFilter.ipBlockList = Set(try blocked.map { try #require(ClientRange(policyText: $0)) })
    policies.connectionFilter.ipAllowList = Set(try allowed.map { try #require(ClientRange(policyText: $0)) })
    let snapshot = PolicySnapshot(
      organization: "example", hostname: "mx.example.org", policies: policies, allowBlock: AllowBlockList(entries))
    return ListRefusals(
      settings: FlowSettings(
        hostname: try #require(DomainName("mx.example.org")), ownDomains: [], homeDomain: nil,
        trustedNetworks: [try #require(IPNetwork("198.51.100.0/24"))], relay: .mx(.opportunistic), maximumHops: 30,
        scanDeadline: .seconds(60), relays: [try #require(IPNetwork("203.0.113.0/24"))],
        snapshots: PolicySnapshots([snapshot])))
  }

  private func block(_ kind: AllowBlockValue.Kind, _ value: String) throws -> AllowBlockEntry {
    AllowBlockEntry(try AllowBlockValue(kind, value), .block, expiry: .never, modifiedAt: Self.now)
  }

  private func reply(_ refusals: ListRefusals, to address: String, client: String, user: String? = nil) throws -> String? {
    var facts = ClientFacts(address: try #require(IPAddress(client)))
    facts.authenticatedUser = user
    return refusals.refusal(
      of: facts, to: try #require(EmailAddress(address)), organization: "example", now: Self.now
    ).map { "\($0.reply)" }
  }

  @Test("A client on the IP Block List is refused for the organization that lists it; one on both lists is not")
  func client() throws {
    let refusals = try refusals(blocked: ["192.0.2.0/24", "198.51.100.7", "203.0.113.7"], allowed: ["192.0.2.9"])
    #expect(
      try reply(refusals, to: "ada@example.org", client: "192.0.2.7")
        == "550 5.7.513 Service unavailable, Client host [192.0.2.7] blocked by example.org using Customer Block list (AS16012607)"
    )
    #expect(try reply(refusals, to: "ada@example.org", client: "192.0.2.9") == nil)
    #expect(try reply(refusals, to: "ada@example.org", client: "192.0.3.7") == nil)
    let other = refusals.refusal(
      of: ClientFacts(address: try #require(IPAddress("192.0.2.7"))), to: try #require(EmailAddress("eve@other.example")),
      organization: "other", now: Self.now)
    #expect(other == nil)
  }

  @Test("Our own clients are not refused, nor relays of ours, behind whom somebody else stands")
  func ownClients() throws {
    let refusals = try refusals(blocked: ["192.0.2.0/24", "198.51.100.7", "203.0.113.7"])
    #expect(try reply(refusals, to: "ada@example.org", client: "192.0.2.7", user: "ada") == nil)
    #expect(try reply(refusals, to: "ada@example.org", client: "198.51.100.7") == nil)
    #expect(try reply(refusals, to: "ada@example.org", client: "203.0.113.7") == nil)
  }

  @Test("An IPv6 client is refused by the Tenant Allow/Block List")
  func sixthVersion() throws {
    let refusals = try refusals(entries: [try block(.ip, "2001:db8::/32")])
    #expect(try reply(refusals, to: "ada@example.org", client: "2001:db8::1")?.hasPrefix("550 5.7.513") == true)
    #expect(try reply(refusals, to: "ada@example.org", client: "2001:db9::1") == nil)
  }

  @Test("Mail of our own to whom the list blocks is refused whole, and all of them are named")
  func blockedRecipients() throws {
    let refusals = try refusals(entries: [try block(.sender, "partner.example"), try block(.sender, "x@contoso.example")])
    func reply(_ recipients: [String], user: String? = "ada") throws -> String? {
      var client = ClientFacts(address: try #require(IPAddress("192.0.2.7")))
      client.authenticatedUser = user
      let message = StoredMessage(
        traceID: TraceID(), organization: "example", receivedAt: 0, client: client,
        envelope: Envelope(
          reversePath: .mailbox(try #require(EmailAddress("ada@example.org"))),
          recipients: try recipients.map { Envelope.Recipient(try #require(EmailAddress($0))) }), content: .bytes([]))
      return refusals.refusal(of: message, organization: "example", now: Self.now).map { "\($0.reply)" }
    }
    #expect(
      try reply(["bob@example.org", "x@contoso.example", "y@PARTNER.example", "z@contoso.example"])
        == "550 5.7.703 Your message can't be delivered because messages to x@contoso.example, y@partner.example are blocked by "
        + "your organization using Tenant Allow Block List.")
    #expect(try reply(["bob@example.org", "y@contoso.example"]) == nil)
    #expect(try reply(["x@contoso.example"], user: nil) == nil, "what a stranger sends is judged otherwise")
    let many = try #require(try reply((1...100).map { "recipient\($0)@partner.example" }))
    #expect(many.utf8.count <= 512)
  }
}
