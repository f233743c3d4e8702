import FilterPolicy
import MailTypes
import Testing

@Suite struct BlocklistTests {
  private struct Answers: DNSResolver {
    let answers: [String: DNSAnswer]

    func resolve(_ question: DNSQuestion) async -> DNSAnswer { answers[question.name] ?? .nameError }
  }

  private func list(_ kind: Blocklist.Kind = .ip, testPoint: String? = nil) throws -> Blocklist {
    let zone = try #require(DomainName("list.example"))
    return Blocklist(name: "l", zone: zone, kind: kind, meanings: [Blocklist.Meaning(weight: 2)], testPoint: testPoint)
  }

  private static func answer(_ addresses: String...) -> DNSAnswer {
    .records(addresses.compactMap { IPAddress($0).map(DNSRecord.address) }, isSecure: false)
  }

  @Test func questionsAreWrittenAsRFC5782Says() throws {
    let list = try list()
    #expect(list.question(for: try #require(IPAddress("192.0.2.99"))) == DNSQuestion("99.2.0.192.list.example", .a))
    let name = "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.list.example"
    #expect(list.question(for: try #require(IPAddress("2001:db8::567:89ab"))) == DNSQuestion(name, .a))
    #expect(list.question(forDomain: "example.net").name == "example.net.list.example")
  }

  @Test(arguments: [
    (["127.0.0.2"], BlocklistAnswer.listed([0x7F00_0002])),
    (["127.0.0.10", "127.0.0.4"], .listed([0x7F00_0004, 0x7F00_000A])),
  ])
  func addressesInsideTheLoopbackNetworkAreListings(addresses: [String], expected: BlocklistAnswer) {
    #expect(
      BlocklistAnswer(.records(addresses.compactMap { IPAddress($0).map(DNSRecord.address) }, isSecure: false)) == expected)
  }

  @Test(arguments: ["127.255.255.252", "127.255.255.254", "127.255.255.255", "127.0.0.1", "127.0.0.255", "127.0.1.255"])
  func errorCodesAreRefusalsEvenBesideListings(text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(BlocklistAnswer(Self.answer(text)) == .refused(address))
    #expect(BlocklistAnswer(Self.answer("127.0.0.2", text)) == .refused(address))
  }

  @Test func whatIsNoListingIsNone() throws {
    #expect(BlocklistAnswer(Self.answer("203.0.113.80")) == .foreign(try #require(IPAddress("203.0.113.80"))))
    #expect(BlocklistAnswer(.nameError) == .notListed)
    #expect(BlocklistAnswer(.noData) == .notListed)
    #expect(BlocklistAnswer(.failure("REFUSED")) == .unanswered)
    #expect(BlocklistAnswer(.timeout) == .unanswered)
  }

  @Test func theHeaviestMeaningHoldsAndAnAnswerNobodyNamedHasNone() throws {
    var list = try list()
    list.meanings = [
      Blocklist.Meaning(codes: [0x7F00_0002...0x7F00_0003], weight: 3),
      Blocklist.Meaning(bits: 8, weight: -4, sentence: "good"),
    ]
    #expect(list.meaning(of: [0x7F00_0002])?.meaning.weight == 3)
    #expect(list.meaning(of: [0x7F00_0003, 0x7F00_0048])?.meaning.sentence == "good")
    #expect(list.meaning(of: [0x7F00_0004]) == nil)
  }

  @Test func aListIsWellOnlyWhereItsTestPointsAre() async throws {
    let present = ["2.0.0.127.list.example": Self.answer("127.0.0.2")]
    #expect(await fault(present) == nil)
    #expect(await fault([:]) == "2.0.0.127.list.example, which every such list has, is not listed")
    #expect(
      await fault(present.merging(["1.0.0.127.list.example": Self.answer("127.0.0.2")]) { $1 })
        == "1.0.0.127.list.example, which no such list has, is listed: it lists everything")
    #expect(
      await fault(["2.0.0.127.list.example": Self.answer("127.255.255.254")])
        == "2.0.0.127.list.example is answered with 127.255.255.254: it refuses the questions of this resolver")
    #expect(
      await fault(["2.0.0.127.list.example": Self.answer("203.0.113.80")])
        == "2.0.0.127.list.example is answered with 203.0.113.80, which is no answer of a list")
    #expect(await fault(["2.0.0.127.list.example": .timeout]) == "2.0.0.127.list.example is not answered")
    #expect(await fault(present.merging(["1.0.0.127.list.example": .failure("x")]) { $1 }) != nil)
  }

  @Test func listsOfDomainsHaveTheirOwnTestPoints() async throws {
    let zone = Answers(answers: ["test.list.example": Self.answer("127.0.0.2"), "x.list.example": Self.answer("127.0.1.2")])
    #expect(await BlocklistSelfTest(resolver: zone).fault(of: try list(.domain)) == nil)
    #expect(await BlocklistSelfTest(resolver: zone).fault(of: try list(.domain, testPoint: "x")) == nil)
    #expect(await BlocklistSelfTest(resolver: zone).fault(of: try list(.domain, testPoint: "y")) != nil)
  }

  private func fault(_ answers: [String: DNSAnswer]) async -> String? {
    guard let list = try? list() else { return "no list" }
    return await BlocklistSelfTest(resolver: Answers(answers: answers)).fault(of: list)
  }
}
