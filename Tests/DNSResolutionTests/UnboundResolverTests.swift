import DNSResolution
import MailTypes
import MartletTestKit
import Testing

/// libunbound against a real authoritative server on loopback.
@Suite struct UnboundResolverTests {
  private static let zone = """
    $TTL 300
    @ SOA ns admin 1 3600 900 604800 300
    @ NS ns
    @ MX 10 mail
    @ MX 20 mail2
    ns A 127.0.0.1
    mail A 192.0.2.25
    mail AAAA 2001:db8::25
    alias CNAME mail
    text TXT "v=spf1 " "-all" "\\000\\255"
    null MX 0 .
    ptr PTR mail
    _25._tcp.mail TLSA 3 1 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
    a.deep A 192.0.2.1
    big TXT \(String(repeating: "\"\(String(repeating: "x", count: 255))\" ", count: 60))

    """

  private func resolver(_ knot: KnotPeer, time: Duration = .seconds(20)) throws -> UnboundResolver {
    let server = UnboundConfiguration.Server(address: .v4(0x7F00_0001), port: UInt16(knot.port))
    return try UnboundResolver(
      UnboundConfiguration(
        source: .recursion, stubs: [UnboundConfiguration.Stub(zone: "zone.example", server: server)], questionTime: time))
  }

  @Test func everyRecordTypeArrivesAsItStandsInTheZone() async throws {
    let knot = try KnotPeer(zones: ["zone.example": Self.zone])
    defer { knot.stop() }
    let resolver = try resolver(knot)
    let expected: [(String, DNSRecordType, String)] = [
      ("mail.zone.example", .a, "192.0.2.25"), ("mail.zone.example", .aaaa, "2001:db8::25"),
      ("ALIAS.zone.example", .a, "192.0.2.25"), ("alias.zone.example", .cname, "mail.zone.example"),
      ("text.zone.example", .txt, "\"v=spf1 \" \"-all\" \"\\000\\255\""), ("null.zone.example", .mx, "0 ."),
      ("ptr.zone.example", .ptr, "mail.zone.example"), ("zone.example", .ns, "ns.zone.example"),
      ("_25._tcp.mail.zone.example", .tlsa, "#030101" + String(repeating: "00112233445566778899aabbccddeeff", count: 2)),
      ("mail.zone.example", .txt, "nodata"), ("deep.zone.example", .a, "nodata"), ("none.zone.example", .a, "nxdomain"),
      ("bad..zone.example", .a, "nxdomain"), (String(repeating: "a", count: 64) + ".zone.example", .a, "nxdomain"),
      ("sp ace\\.zone.example", .a, "nxdomain"),
    ]
    for (name, type, text) in expected {
      let answer = await resolver.resolve(DNSQuestion(name, type))
      #expect(AnswerText.text(answer) == text, "\(name) \(type)")
    }
    let exchanges = await resolver.resolve(DNSQuestion("zone.example", .mx)).records
    #expect(
      Set(exchanges) == [
        .mailExchange(preference: 10, exchange: "mail.zone.example"),
        .mailExchange(preference: 20, exchange: "mail2.zone.example"),
      ])
  }

  @Test func anAnswerTooLargeForUDPArrivesWhole() async throws {
    let knot = try KnotPeer(zones: ["zone.example": Self.zone])
    defer { knot.stop() }
    let records = try await resolver(knot).resolve(DNSQuestion("big.zone.example", .txt)).records
    guard case .text(let strings)? = records.first else {
      Issue.record("no text")
      return
    }
    #expect(strings.count == 60 && strings.allSatisfy { $0.count == 255 })
  }

  @Test func manyQuestionsAtOnceAreAllAnswered() async throws {
    let knot = try KnotPeer(zones: ["zone.example": Self.zone])
    defer { knot.stop() }
    let resolver = try resolver(knot)
    let answers = await withTaskGroup(of: DNSAnswer.self) { group in
      for number in 0..<500 { group.addTask { await resolver.resolve(DNSQuestion("n\(number).zone.example", .a)) } }
      var answers: [DNSAnswer] = []
      for await answer in group { answers.append(answer) }
      return answers
    }
    #expect(answers.count == 500 && answers.allSatisfy { $0 == .nameError })
  }

  @Test func aServerThatDoesNotAnswerGivesATimeout() async throws {
    let knot = try KnotPeer(zones: ["zone.example": Self.zone])
    let resolver = try resolver(knot, time: .milliseconds(1))
    knot.stop()
    let answer = await resolver.resolve(DNSQuestion("mail.zone.example", .a))
    #expect(answer.isTemporaryFailure)
  }

  @Test func aSettingThatCannotBeUsedIsNamed() {
    #expect(throws: UnboundError.self) {
      try UnboundResolver(UnboundConfiguration(source: .resolvConf(path: "/nonexistent/resolv.conf")))
    }
  }
}
