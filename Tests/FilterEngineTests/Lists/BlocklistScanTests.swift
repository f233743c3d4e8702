import FilterEngine
import FilterPolicy
import MailTypes
import Synchronization
import Testing

/// DNS lists inside the scan.
@Suite struct BlocklistScanTests {
  private final class ListZone: DNSResolver {
    let answers: [String: String]
    let asked = Mutex<[String]>([])

    init(_ answers: [String: String]) { self.answers = answers }

    func resolve(_ question: DNSQuestion) async -> DNSAnswer {
      if question.name.contains("list.example") { asked.withLock { $0.append(question.name) } }
      guard let text = answers[question.name], let address = IPAddress(text) else { return .nameError }
      return .records([.address(address)], isSecure: false)
    }
  }

  private static func list(_ name: String, _ kind: Blocklist.Kind) -> [Blocklist] {
    guard let zone = DomainName("\(name).list.example") else { return [] }
    let meanings = [
      Blocklist.Meaning(codes: [0x7F00_0002...0x7F00_0003], weight: 3, sentence: "Said to send spam"),
      Blocklist.Meaning(codes: [0x7F00_000A...0x7F00_000B], weight: 1),
    ]
    return [Blocklist(name: name, zone: zone, kind: kind, meanings: meanings)]
  }

  private static let lists = list("a", .ip) + list("d", .domain)

  private static let mail = """
    From: Someone <x@mail.sender.example.co.uk>\r
    Content-Type: text/html\r
    \r
    <a href="https://www.linked.example.com/x">one</a> <a href="http://192.0.2.77/">two</a>
    <a href="https://other.linked.example.com/">three</a> <img src="https://münchen.example.org/i.png">
    """

  private func scan(
    _ zone: ListZone, address: String = "192.0.2.1", helo: String = "mx.helo.example.net", mail: String = mail
  ) async throws -> [Signal] {
    var subject = ScanFixture.subject(helo: helo, address: try #require(IPAddress(address)))
    subject.blocklists = Self.lists
    subject.envelope.reversePath = .mailbox(try #require(EmailAddress("bounce@path.example.org")))
    let findings = await MessageScanner(resolver: zone).scan(subject, content: Array(mail.utf8))
    return findings.signals.filter { $0.id.hasPrefix("list.") }
  }

  @Test func clientAndDomainsAreLookedUpEachOnce() async throws {
    let zone = ListZone([:])
    #expect(try await scan(zone).isEmpty)
    #expect(
      Set(zone.asked.withLock { $0 }) == [
        "1.2.0.192.a.list.example", "example.co.uk.d.list.example", "example.org.d.list.example",
        "example.net.d.list.example", "example.com.d.list.example",
      ])
  }

  @Test func aHitIsASignalWithTheWeightOfItsMeaning() async throws {
    let signals = try await scan(
      ListZone(["1.2.0.192.a.list.example": "127.0.0.2", "example.com.d.list.example": "127.0.0.10"]))
    #expect(
      signals == [
        Signal(id: "list.ip.a", weight: 3, sentence: "Said to send spam", detail: "192.0.2.1 (127.0.0.2)"),
        Signal(
          id: "list.domain.d", weight: 1, sentence: "A domain of the message is on the list d",
          detail: "example.com (127.0.0.10)"),
      ])
  }

  @Test(arguments: ["127.255.255.254", "127.255.255.252", "127.0.0.1", "203.0.113.1", "127.0.0.4"])
  func whatIsNoListingIsNoHit(answer: String) async throws {
    #expect(try await scan(ListZone(["1.2.0.192.a.list.example": answer])).isEmpty)
  }

  @Test func anIPv6ClientIsLookedUpByItsNibbles() async throws {
    let zone = ListZone([
      "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.a.list.example": "127.0.0.3"
    ])
    #expect(try await scan(zone, address: "2001:db8::1").map(\.id) == ["list.ip.a"])
  }

  @Test(arguments: ["10.1.2.3", "127.0.0.1", "172.31.0.1", "192.168.0.9", "100.64.0.1", "fe80::1", "fd00::1"])
  func nobodyIsAskedAboutPrivateAddresses(address: String) async throws {
    let zone = ListZone([:])
    _ = try await scan(zone, address: address)
    #expect(!zone.asked.withLock { $0 }.contains { $0.hasSuffix(".a.list.example") })
  }

  @Test func ofAThousandDomainsTwentyAreLookedUp() async throws {
    let zone = ListZone([:])
    let links = (0..<1000).map { "https://d\($0).example/" }.joined(separator: " ")
    _ = try await scan(zone, mail: "From: x@sender.example\r\n\r\n" + links)
    #expect(zone.asked.withLock { $0 }.filter { $0.hasSuffix(".d.list.example") }.count == 20)
  }

  @Test func withoutResolverNoListIsAsked() async throws {
    var subject = ScanFixture.subject()
    subject.blocklists = Self.lists
    let findings = await MessageScanner(resolver: nil).scan(subject, content: Array(Self.mail.utf8))
    #expect(!findings.signals.contains { $0.id.hasPrefix("list.") })
  }
}
