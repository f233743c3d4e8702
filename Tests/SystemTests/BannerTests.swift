import Foundation
import MartletTestKit
import Testing

/// Mail of strangers that is marked for our people: what came in is proven before, and sealed after.
@Suite("Safety tips and marks, through the binary", .serialized)
struct BannerTests {
  private static let plain = """
    From: Ines <ines@partner.example>
    To: ada@example.test
    Subject: Minutes
    Date: Thu, 19 Nov 2026 16:05:11 +0100
    Message-ID: <minutes@partner.example>

    here is what we agreed on.

    """

  private static let page = """
    From: Ines <ines@partner.example>
    To: ada@example.test
    Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
    Date: Thu, 19 Nov 2026 16:05:11 +0100
    Message-ID: <page@partner.example>
    MIME-Version: 1.0
    Content-Type: multipart/alternative; boundary="b"

    --b
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    here is what we agreed on, with gr=C3=BC=C3=9Fen.
    --b
    Content-Type: text/html; charset=utf-8
    Content-Transfer-Encoding: base64

    PGh0bWw+PGJvZHk+PHA+aGVyZSBpcyB3aGF0IHdlIGFncmVlZCBvbi48L3A+PC9ib2R5PjwvaHRtbD4K
    --b--

    """

  private static let smime = """
    From: Ines <ines@partner.example>
    To: ada@example.test
    Subject: Signed
    Date: Thu, 19 Nov 2026 16:05:11 +0100
    Message-ID: <smime@partner.example>
    MIME-Version: 1.0
    Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="s"

    --s
    Content-Type: text/plain

    here is what we agreed on.
    --s
    Content-Type: application/pkcs7-signature; name=smime.p7s
    Content-Transfer-Encoding: base64

    MIIBBjANBgkqhkiG9w0BAQEFAAOB
    --s--

    """

  private static let pgp = """
    From: Ines <ines@partner.example>
    To: ada@example.test
    Subject: Encrypted
    Date: Thu, 19 Nov 2026 16:05:11 +0100
    Message-ID: <pgp@partner.example>
    MIME-Version: 1.0
    Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="e"

    --e
    Content-Type: application/pgp-encrypted

    Version: 1
    --e
    Content-Type: application/octet-stream

    -----BEGIN PGP MESSAGE-----

    hQEMA1234567890
    -----END PGP MESSAGE-----
    --e--

    """

  private static let policies = """
    antiPhish:
      default:
        enableFirstContactSafetyTips: true
        safetyTipBanner: top
        externalTag: subject
    """

  private struct Setup {
    let gateway: Gateway
    let zone: String
  }

  /// A gateway that seals, before which `partner.example` signs with the keys of `records`.
  private static func started(_ records: [String: String], policies: String, settings: String = "") throws -> Setup {
    let gateway = try Gateway(
      settings: "authentication: {seal: example.test}\n" + settings, listener: "    xclient: [127.0.0.1]", start: false)
    var zone = records.mapValues { ["TXT": [$0]] }
    zone["_dmarc.partner.example"] = ["TXT": ["v=DMARC1; p=reject"]]
    try JSONEncoder().encode(zone).write(to: gateway.folder.url.appendingPathComponent("zone.json"))
    try gateway.start()
    let made = try gateway.martlet("dkim-key", "create", "example.test", "--now")
    #expect(made.status == 0, "\(made.errors)")
    let file = gateway.folder.url.appendingPathComponent("policies.yaml")
    try policies.write(to: file, atomically: true, encoding: .utf8)
    let applied = try gateway.martlet("apply", "-f", file.path)
    #expect(applied.status == 0, "\(applied.errors)")
    return Setup(gateway: gateway, zone: try keys(gateway))
  }

  private struct Keys: Decodable {
    struct Key: Decodable {
      let recordName: String
      let recordText: String
    }

    let items: [Key]
  }

  /// A zone file with the gateway's own keys.
  private static func keys(_ gateway: Gateway) throws -> String {
    let listed = try gateway.martlet("dkim-key", "list", "--json")
    let keys = try JSONDecoder().decode(Keys.self, from: Data(listed.output.utf8))
    let zone = Dictionary(uniqueKeysWithValues: keys.items.map { ($0.recordName, ["TXT": [$0.recordText]]) })
    let file = gateway.folder.url.appendingPathComponent("keys.json")
    try JSONEncoder().encode(zone).write(to: file)
    return file.path
  }

  private static func send(_ message: String, to recipients: [String], _ gateway: Gateway) throws -> String {
    let connection = try SMTPConnection.greeted(port: gateway.port)
    _ = try connection.command("XCLIENT ADDR=192.0.2.1 NAME=[UNAVAILABLE]")
    _ = try connection.command("EHLO out.partner.example")
    // The transaction ends the last line.
    return try connection.transaction(
      from: "ines@partner.example", to: recipients, String(message.dropLast(message.hasSuffix("\r\n") ? 1 : 0)))
  }

  /// A copy as it was sealed: the delivery agent puts a line above.
  private static func withoutReturnPath(_ copy: String) -> String {
    String(copy[(copy.range(of: "\r\n")?.upperBound ?? copy.startIndex)...])
  }

  @Test(
    "What was signed is proven in our results and in the chain, the banner stands above the text, and the chain holds",
    arguments: [plain, page])
  func sealed(message: String) throws {
    let signed = try DkimpyPeer.signed(message, domain: "partner.example", selector: "s1")
    let setup = try Self.started(["s1._domainkey.partner.example": signed.record], policies: Self.policies)
    let gateway = setup.gateway
    #expect(try Self.send(signed.message, to: ["ada@example.test"], gateway).hasPrefix("250"))
    #expect(eventually { gateway.mailbox("ada").count == 1 })
    let copy = try #require(gateway.mailbox("ada").first)

    let results = copy.components(separatedBy: "\r\nAuthentication-Results: ").dropFirst().first?.prefix(600) ?? ""
    #expect(results.contains("dkim=pass") && results.contains("dmarc=pass"), "\(results)")
    let sealed = copy.components(separatedBy: "ARC-Authentication-Results: i=1;").dropFirst().first?.prefix(600) ?? ""
    #expect(sealed.contains("dkim=pass"), "\(sealed)")
    #expect(copy.contains("| You don't often get email from ines@partner.example.\r\n"))
    #expect(copy.contains("\r\nSubject: [EXTERNAL] "))
    #expect(copy.contains("\r\nX-Martlet-Original-Subject: "))
    #expect(copy.contains("\r\nX-Martlet-Tips: firstContact; external\r\n"))

    let passedOn = Self.withoutReturnPath(copy)
    #expect(try DkimpyPeer.chain(of: passedOn, zone: setup.zone) == "pass")
    let forged = passedOn.replacingOccurrences(of: "You don't often", with: "You very often")
    #expect(forged != passedOn)
    #expect(try DkimpyPeer.chain(of: forged, zone: setup.zone) == "fail")
    // What the stranger signed is not this any more: that is what the seal is for.
    let again = try CommandResult.run(
      Gateway.executable.path, ["check", "dkim", "-", "--zone", gateway.folder.path + "/zone.json"], input: Data(passedOn.utf8))
    #expect(again.output.contains("fail"), "\(again.output)")
  }

  @Test("S/MIME and PGP are passed on byte for byte below the fields that are added", arguments: [smime, pgp])
  func untouched(message: String) throws {
    let policies = Self.policies.replacingOccurrences(of: "externalTag: subject", with: "externalTag: banner")
    let signed = try DkimpyPeer.signed(message, domain: "partner.example", selector: "s1")
    let setup = try Self.started(["s1._domainkey.partner.example": signed.record], policies: policies)
    let gateway = setup.gateway
    #expect(try Self.send(signed.message, to: ["ada@example.test"], gateway).hasPrefix("250"))
    // What cannot be read may be junk for all one knows.
    func arrived() -> [String] { gateway.mailbox("ada") + gateway.mailbox("ada", folder: "Junk") }
    #expect(eventually { arrived().count == 1 })
    let copy = try #require(arrived().first)
    #expect(copy.hasSuffix(signed.message))
    #expect(try DkimpyPeer.chain(of: Self.withoutReturnPath(copy), zone: setup.zone) == "pass")
    #expect(copy.contains("X-Martlet-Tips: firstContact; external"))
    let trace = try gateway.martlet("trace", "search", "--json").output
    let id = try #require(trace.components(separatedBy: "\"traceID\":\"").dropFirst().first?.prefix { $0 != "\"" })
    #expect(try gateway.martlet("trace", "show", String(id)).output.contains("safety tips stand in the header only"))
  }

  @Test("Recipients under different policies get different copies, and a stranger gets the message as it came")
  func bifurcation() throws {
    let sink = try SMTPSink()
    let policies = """
      antiSpam:
        custom:
          Away:
            blockedSenders: [ines@partner.example]
            highConfidenceSpamAction: redirect
            redirectToRecipients: [ines@elsewhere.example]
        rules:
          - {name: Away, policy: Away, sentTo: [carl@example.test]}
      antiPhish:
        default: {externalTag: none}
        custom:
          Marked: {externalTag: banner, externalTagText: "[OUT]"}
          Tagged: {externalTag: subject, externalTagText: "[ÄUSSERES]"}
        rules:
          - {name: Marked, policy: Marked, sentTo: [ada@example.test, carl@example.test]}
          - {name: Tagged, policy: Tagged, sentTo: [bob@example.test]}
      """
    let signed = try DkimpyPeer.signed(Self.plain, domain: "partner.example", selector: "s1")
    let setup = try Self.started(
      ["s1._domainkey.partner.example": signed.record], policies: policies,
      settings: "relay: \"smtp://127.0.0.1:\(sink.port)\"\n")
    let gateway = setup.gateway
    let people = ["ada@example.test", "bob@example.test", "carl@example.test", "dora@example.test"]
    #expect(try Self.send(signed.message, to: people, gateway).hasPrefix("250"))
    #expect(eventually { ["ada", "bob", "dora"].allSatisfy { gateway.mailbox($0).count == 1 } })
    let copies = ["ada", "bob", "dora"].compactMap { gateway.mailbox($0).first }
    #expect(copies.map { $0.contains("| [OUT] This message came from outside the organization.") } == [true, false, false])
    #expect(copies.map { $0.contains("\r\nSubject: =?UTF-8?") } == [false, true, false])
    #expect(eventually { (try? sink.messages().count) == 1 })
    let away = try #require(try sink.messages().first).replacingOccurrences(of: "\r\n", with: "\n")
    #expect(!away.contains("[OUT]") && away.contains("\n\nhere is what we agreed on.\n"))
  }

  @Test("Whom our people wrote to, or who wrote often, is no first contact any more")
  func contacts() throws {
    let signed = try DkimpyPeer.signed(Self.plain, domain: "partner.example", selector: "s1")
    let sink = try SMTPSink()
    let setup = try Self.started(
      ["s1._domainkey.partner.example": signed.record],
      policies: "antiPhish: {default: {enableFirstContactSafetyTips: true}}",
      settings: "trustedNetworks: [\"127.0.0.1/32\"]\nrelay: \"smtp://127.0.0.1:\(sink.port)\"\n")
    let gateway = setup.gateway
    func tips(_ user: String) -> [Bool] { gateway.mailbox(user).map { $0.contains("SFTY:9.25") } }
    #expect(try Self.send(signed.message, to: ["ada@example.test"], gateway).hasPrefix("250"))
    #expect(eventually { tips("ada") == [true] })

    let own = try SMTPConnection.greeted(port: gateway.port)
    let letter = "From: Bob <bob@example.test>\nTo: ines@partner.example\nSubject: hello\n\nHello Ines\n"
    #expect(try own.transaction(from: "bob@example.test", to: ["ines@partner.example"], letter).hasPrefix("250"))
    // What is learnt is in the store after a second, and outlives the process.
    Thread.sleep(forTimeInterval: 2.5)
    gateway.kill()
    try gateway.start()
    #expect(try Self.send(signed.message, to: ["bob@example.test"], gateway).hasPrefix("250"))
    #expect(eventually { tips("bob") == [false] })
    #expect(try Self.send(signed.message, to: ["ada@example.test"], gateway).hasPrefix("250"))
    #expect(eventually { tips("ada") == [true, true] })
    for _ in 0..<2 {
      Thread.sleep(forTimeInterval: 1.5)
      #expect(try Self.send(signed.message, to: ["ada@example.test"], gateway).hasPrefix("250"))
    }
    #expect(eventually { tips("ada").count == 4 })
    #expect(tips("ada").filter { $0 }.count == 3)
  }
}
