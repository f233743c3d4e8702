import DNSResolution
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

/// What a domain's servers do wrong, through libunbound, as each standard names it.
@Suite struct HostileDNSTests {
  private static let marks: [Substring: String] = ["spf": "v=spf1 ", "s1": "v=DKIM1; p=", "_dmarc": "v=DMARC1; p=reject"]

  private static func wire(_ name: String) -> [UInt8] {
    name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }

  /// The text as strings of at most 255 octets.
  private static func strings(_ text: String) -> [UInt8] {
    var data: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let part = rest.prefix(255)
      data += [UInt8(part.count)] + part
      rest = rest.dropFirst(255)
    }
    return data
  }

  /// `spf.KIND.test.example`, `s1._domainkey.KIND.test.example`, `_dmarc.KIND.test.example`.
  private static func reply(to query: DNSResponder.Query) -> [UInt8]? {
    let labels = query.text.split(separator: ".")
    let mark = labels.first.flatMap { marks[$0] } ?? ""
    guard labels.count >= 4 else { return query.reply() }
    switch labels[labels.count - 3] {
    case "silent": return nil
    case "servfail": return query.reply(code: 2)
    case "loop": return query.reply([(5, wire("x" + query.text))])
    case "nul": return query.reply([(16, strings(mark + "ip4:192.0.2.1\u{0} -all"))])
    case "huge": return query.reply([(16, strings(mark + String(repeating: "x", count: 64_000)))])
    default: return query.reply()
    }
  }

  /// RFC 9989 §4.7 knows no error for a record that cannot be read: it is none.
  @Test(arguments: [
    ("silent", "temperror", "temperror", "temperror"), ("servfail", "temperror", "temperror", "temperror"),
    ("loop", "temperror", "temperror", "temperror"), ("nul", "permerror", "permerror", "none"),
    ("huge", "permerror", "permerror", "none"),
  ])
  func serversThatDoWrong(kind: String, spf: String, dkim: String, dmarc: String) async throws {
    let responder = try DNSResponder(Self.reply)
    defer { responder.stop() }
    let server = UnboundConfiguration.Server(address: .v4(0x7F00_0001), port: responder.port)
    let resolver = try UnboundResolver(
      UnboundConfiguration(
        source: .recursion, stubs: [.init(zone: "example", server: server)], questionTime: .seconds(1)))
    let domain = kind + ".test.example"
    let now = SignedMail.time
    let identity = await SPFEvaluator(resolver: resolver).evaluate(
      SPFRequest(client: .v4(0xC000_0201), helo: "mx.example", mailFrom: "a@spf." + domain, now: now))
    #expect(identity.verdict.rawValue == spf)
    let message = "DKIM-Signature: v=1; a=rsa-sha256; d=\(domain); s=s1; h=from; bh=AAAA; b=AAAA\r\nFrom: a@\(domain)\r\n\r\n"
    let signatures = await DKIMVerifier(resolver: resolver, now: now).verify(SignedMessage(Array(message.utf8)))
    #expect(signatures.map(\.verdict.rawValue) == [dkim])
    let policy = await DMARCEvaluator(resolver: resolver).evaluate(
      DMARCRequest(authorDomains: [domain], spf: nil, dkim: []))
    #expect(policy.verdict.rawValue == dmarc)
  }
}
