import FilterPolicy
import MailTypes
import Testing

@Suite("Composite authentication")
struct CompositeAuthenticationTests {
  /// The facts of a message from `contoso.com` by a client at 192.0.2.1.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let result: String
    let reason: String
    var change: @Sendable (inout AuthenticationFacts) -> Void = { _ in }
    var policy: @Sendable (inout PolicySnapshot) -> Void = { _ in }
    var history: SenderHistory?
    var direction = MailDirection.inbound

    var testDescription: String { name }
  }

  /// eop-spec §2.10, each code that is given, and §2.11.
  static let cases = [
    Case(name: "not checked", result: "none", reason: "300", change: { $0.isChecked = false }),
    Case(name: "our own mail", result: "none", reason: "300", change: { $0.dmarc.result = "pass" }, direction: .outbound),
    Case(name: "nothing at all", result: "fail", reason: "001"),
    Case(name: "DMARC passes", result: "pass", reason: "100", change: { $0.dmarc.result = "pass" }),
    Case(name: "p=quarantine fails", result: "fail", reason: "000", change: { $0.fails("quarantine") }),
    Case(name: "p=reject fails", result: "fail", reason: "000", change: { $0.fails("reject") }),
    Case(name: "p=none fails", result: "fail", reason: "001", change: { $0.fails("none") }),
    Case(
      name: "p=reject of our own domain fails", result: "fail", reason: "010", change: { $0.fails("reject") },
      policy: { $0.acceptedDomains = CompositeAuthenticationTests.domains("contoso.com") }),
    Case(
      name: "our own domain without a policy", result: "fail", reason: "601",
      policy: { $0.acceptedDomains = CompositeAuthenticationTests.domains("contoso.com") }),
    Case(
      name: "SPF alone, aligned", result: "pass", reason: "109",
      change: { $0.spf = SPFFacts(result: "pass", domain: "contoso.com", isAligned: true) }),
    Case(
      name: "DKIM alone, aligned", result: "pass", reason: "109",
      change: { $0.dkim = [DKIMFacts(result: "pass", domain: "mail.contoso.com", isAligned: true)] }),
    Case(
      name: "DKIM of another domain", result: "fail", reason: "001",
      change: { $0.dkim = [DKIMFacts(result: "pass", domain: "fabrikam.com")] }),
    Case(
      name: "a record that cannot be read, SPF aligned", result: "pass", reason: "111",
      change: {
        $0.dmarc.result = "permerror"
        $0.spf = SPFFacts(result: "pass", domain: "contoso.com", isAligned: true)
      }),
    Case(
      name: "a record that cannot be read, nothing else", result: "fail", reason: "001",
      change: { $0.dmarc.result = "permerror" }),
    Case(
      name: "DNS gave no record in time", result: "pass", reason: "112",
      change: {
        $0.dmarc.result = "temperror"
        $0.dmarc.isTimeout = true
      }),
    Case(
      name: "the client's name is the author's", result: "pass", reason: "103",
      change: {
        $0.iprev = ReverseLookup(result: .pass, name: "mx.contoso.com")
        $0.infrastructure.isReverseAligned = true
      }),
    Case(
      name: "the client's name says so and cannot be confirmed", result: "softpass", reason: "202",
      change: {
        $0.iprev = ReverseLookup(result: .fail, name: "mx.contoso.com")
        $0.infrastructure.isReverseAligned = true
      }),
    Case(
      name: "the client's name is that of a mail exchanger", result: "pass", reason: "116",
      change: {
        $0.iprev = ReverseLookup(result: .pass, name: "out.host.example")
        $0.infrastructure.isExchangerAligned = true
      }),
    Case(
      name: "an address next door", result: "softpass", reason: "201", change: { $0.infrastructure.isNeighbour = true }),
    Case(
      name: "SPF rules the client out, whatever its name", result: "fail", reason: "001",
      change: {
        $0.spf = SPFFacts(result: "fail", domain: "contoso.com", isAligned: true)
        $0.iprev = ReverseLookup(result: .pass, name: "mx.contoso.com")
        $0.infrastructure.isReverseAligned = true
      }),
    Case(
      name: "a relay hides the client", result: "none", reason: "905",
      change: {
        $0.route = .hidden
        $0.fails("reject")
      }),
    Case(
      name: "a relay hides the client, the signature holds", result: "pass", reason: "100",
      change: {
        $0.route = .hidden
        $0.dmarc.result = "pass"
      }),
    Case(
      name: "long known by its name", result: "pass", reason: "701", change: { $0.fails("reject") },
      history: SenderHistory(kind: .reverseName, messages: 40, wanted: 40, days: 9)),
    Case(
      name: "long known by its signature", result: "pass", reason: "702",
      history: SenderHistory(kind: .signature, messages: 40, wanted: 40, days: 9)),
    Case(
      name: "long known by its network", result: "pass", reason: "703",
      history: SenderHistory(kind: .network, messages: 40, wanted: 40, days: 9)),
    Case(
      name: "known since yesterday", result: "fail", reason: "001",
      history: SenderHistory(kind: .reverseName, messages: 400, wanted: 400, days: 2)),
    Case(
      name: "known for sending spam too", result: "fail", reason: "001",
      history: SenderHistory(kind: .reverseName, messages: 40, wanted: 30, days: 9)),
  ]

  private static func domains(_ names: String...) -> Set<DomainName> { Set(names.compactMap { DomainName($0) }) }

  private static func findings(_ facts: AuthenticationFacts) -> Findings {
    Findings(
      authentication: facts, signals: [],
      entities: Entities(sender: "ada@contoso.com", from: "ada@contoso.com", clientAddress: .v4(0xC000_0201)), engine: "test")
  }

  private static func results(_ given: Case) throws -> CompositeResults {
    var facts = AuthenticationFacts(isChecked: true, dmarc: DMARCFacts(domain: "contoso.com"))
    given.change(&facts)
    var snapshot = PolicySnapshot(organization: "example", hostname: "mx.example.org")
    given.policy(&snapshot)
    let context = EvaluationContext(traceID: TraceID(), direction: given.direction, senderHistory: given.history)
    return compositeResults(findings(facts), context: context, snapshot: snapshot)
  }

  @Test("Each reason code has its cause", arguments: cases)
  func reasons(given: Case) throws {
    let results = try Self.results(given)
    #expect((results.compauth.result, results.compauth.reason) == (given.result, given.reason))
    #expect(results.because.hasSuffix("compauth \(given.result), reason \(given.reason)"))
  }

  @Test("A sealer counts as far as the chain of trusted ones reaches back from us")
  func sealers() throws {
    let trusted = ARCFacts.Sealer(domain: "lists.example", isPass: true)
    let doubting = ARCFacts.Sealer(domain: "lists.example", isPass: false)
    let stranger = ARCFacts.Sealer(domain: "evil.example", isPass: true)
    let cases: [(String, [ARCFacts.Sealer], String)] = [
      ("pass", [trusted], "130"), ("pass", [trusted, doubting], "130"), ("pass", [stranger, trusted], "130"),
      ("pass", [doubting], "000"), ("pass", [trusted, stranger], "000"), ("pass", [stranger], "000"), ("pass", [], "000"),
      ("fail", [trusted], "000"), ("none", [], "000"),
      ("pass", [ARCFacts.Sealer(domain: nil, isPass: true)], "000"),
    ]
    for (result, sealers, reason) in cases {
      let given = Case(
        name: "", result: "", reason: "",
        change: {
          $0.fails("reject")
          $0.arc = ARCFacts(result: result, sealers: sealers)
        }, policy: { $0.policies.trustedSealers = CompositeAuthenticationTests.domains("lists.example") })
      #expect(try Self.results(given).compauth.reason == reason, "\(result) \(sealers)")
    }
  }

  @Test("A pair that is blocked fails whatever is proven, one that is allowed passes what is not; a block wins")
  func pairs() throws {
    func reason(_ entries: [(String, SpoofedSenderPair.Action)], passes: Bool = false) throws -> String {
      let list = SpoofedSenderList(
        entries.compactMap { text, action in
          SpoofedSenderPair(text).map { SpoofedSenderList.Entry($0, action) }
        })
      return try Self.results(
        Case(
          name: "", result: "", reason: "",
          change: {
            if passes { $0.dmarc.result = "pass" } else { $0.fails("reject") }
            $0.iprev = ReverseLookup(result: .pass, name: "out.fabrikam.com")
            $0.infrastructure.reverseDomain = "fabrikam.com"
          }, policy: { $0.spoofedSenders = list })
      ).compauth.reason
    }
    #expect(try reason([("contoso.com, fabrikam.com", .allow)]) == "400")
    #expect(try reason([("ADA@contoso.com, fabrikam.com", .allow)]) == "400")
    #expect(try reason([("*, fabrikam.com", .allow)]) == "400")
    #expect(try reason([("contoso.com, 192.0.2.77/24", .allow)]) == "400")
    #expect(try reason([("contoso.com, *", .allow)]) == "400")
    #expect(try reason([("bob@contoso.com, fabrikam.com", .allow)]) == "000")
    #expect(try reason([("contoso.com, contoso.net", .allow)]) == "000")
    #expect(try reason([("contoso.com, 198.51.100.0/24", .allow)]) == "000")
    #expect(try reason([("contoso.com, fabrikam.com", .allow), ("*, fabrikam.com", .block)]) == "002")
    #expect(try reason([("contoso.com, fabrikam.com", .block)], passes: true) == "002")
    #expect(try reason([("contoso.com, fabrikam.com", .allow)], passes: true) == "100")
  }

  @Test(
    "What is no pair is refused",
    arguments: [
      "*, *", "contoso.com", "contoso.com,", ", fabrikam.com", "contoso.com, 192.0.2.0/25", "not a name, x.example",
      "a@b@c, x.example",
      "contoso.com, 2001:db8::/32",
    ])
  func noPair(text: String) {
    #expect(SpoofedSenderPair(text) == nil)
  }

  @Test("A pair is written as it is read, a network by its first address")
  func pairText() {
    for (text, written) in [
      ("contoso.com,fabrikam.com", "contoso.com, fabrikam.com"),
      ("Ada@Contoso.com , 192.0.2.9", "ada@contoso.com, 192.0.2.0/24"),
      ("*, 2001:db8::5/64", "*, 2001:db8::/64"),
    ] {
      #expect(SpoofedSenderPair(text)?.description == written)
    }
  }
}

extension AuthenticationFacts {
  fileprivate mutating func fails(_ policy: String) {
    dmarc.result = "fail"
    dmarc.policy = policy
    dmarc.appliedPolicy = policy
  }
}
