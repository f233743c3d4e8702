import DNSResolution
import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("DKIM with other implementations, keys served by Knot", .serialized)
struct DKIMPeerTests {
  private static let domain = "peer.example"

  /// A server of the zone with these keys in it.
  private static func server(_ mails: [SignedMail], signed: Bool = false) throws -> KnotPeer {
    let records = mails.map { "\($0.selector.record(domain: $0.domain))\n" }.joined()
    let zone = "$TTL 300\n@ SOA ns admin 1 3600 900 604800 300\n@ NS ns\nns A 127.0.0.1\n" + records
    return try KnotPeer(zones: [domain: zone], signed: signed ? [domain] : [])
  }

  private static func resolver(_ knot: KnotPeer, anchors: [String] = []) throws -> UnboundResolver {
    let server = UnboundConfiguration.Server(address: .v4(0x7F00_0001), port: UInt16(knot.port))
    return try UnboundResolver(
      UnboundConfiguration(
        source: .recursion, stubs: [.init(zone: domain, server: server)], trustAnchors: anchors))
  }

  private static let text = SignedMail.text.replacingOccurrences(of: "example.org", with: domain)

  @Test(
    "Mail that OpenDKIM signed verifies, in each canonicalization",
    arguments: ["relaxed/relaxed", "relaxed/simple", "simple/relaxed", "simple/simple"])
  func openDKIMSigns(canonicalization: String) async throws {
    let mail = try SignedMail(try DKIMSigningKey(.rsa2048), domain: Self.domain)
    let knot = try Self.server([mail])
    defer { knot.stop() }
    let fields = [("From", "Ann <ann@peer.example>"), ("Subject", "two  spaces"), ("To", "b@elsewhere.example")]
    let body = "One  two\t three \r\n\r\n four\r\n\r\n\r\n"
    let signature = try OpenDKIMPeer().sign(
      domain: Self.domain, selector: "s1", keyPEM: mail.selector.key.pem, canonicalization: canonicalization, fields: fields,
      body: body)
    let message = signature + fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n" + body
    let verifier = DKIMVerifier(resolver: try Self.resolver(knot), now: UTCTime(microseconds: 4_000_000_000_000_000))
    let results = await verifier.verify(SignedMessage(Array(message.utf8)))
    #expect(results.map(\.verdict) == [.pass], "\(results.compactMap(\.reason)) \(message)")
    let changed = message.replacingOccurrences(of: "four", with: "five")
    #expect(await verifier.verify(SignedMessage(Array(changed.utf8))).map(\.reason) == [.bodyHashMismatch])
  }

  @Test(
    "OpenDKIM and dkimpy verify what Martlet signs, with RSA and with Ed25519",
    arguments: DKIMSigningKey.Kind.allCases,
    [
      DKIMCanonicalization.relaxed, .simple, .init(header: .relaxed, body: .simple), .init(header: .simple, body: .relaxed),
    ])
  func othersVerify(kind: DKIMSigningKey.Kind, canonicalization: DKIMCanonicalization) throws {
    let mail = try SignedMail(try DKIMSigningKey(kind), domain: Self.domain)
    let knot = try Self.server([mail])
    defer { knot.stop() }
    let message = Array(try mail.signed(Self.text, canonicalization).utf8)
    let verified = try OpenDKIMPeer().verify(message, zone: Self.domain, port: knot.port)
    #expect(verified.contains("succeeded"), "\(verified)")
    #expect(try DkimpyPeer.verify(message, port: knot.port) == ["pass"])
    let changed = Array(String(decoding: message, as: UTF8.self).replacingOccurrences(of: "four", with: "five").utf8)
    #expect(try !OpenDKIMPeer().verify(changed, zone: Self.domain, port: knot.port).contains("succeeded"))
    #expect(try DkimpyPeer.verify(changed, port: knot.port) == ["fail"])
  }

  @Test("Keys of a signed zone: found with its trust anchor, unavailable where the zone does not match the anchor")
  func signedZone() async throws {
    let mail = try SignedMail(try DKIMSigningKey(.ed25519), domain: Self.domain)
    let knot = try Self.server([mail], signed: true)
    defer { knot.stop() }
    let message = SignedMessage(Array(try mail.signed(Self.text).utf8))
    let anchors = try knot.trustAnchors(Self.domain)
    let resolver = try Self.resolver(knot, anchors: anchors)
    guard case .records(_, isSecure: true) = await resolver.resolve(DNSQuestion(mail.record.0, .txt)) else {
      Issue.record("the answer of a signed zone is not secure")
      return
    }
    #expect(await DKIMVerifier(resolver: resolver, now: SignedMail.time).verify(message).map(\.verdict) == [.pass])
    let wrong = "\(Self.domain). DS 12345 13 2 " + String(repeating: "AB", count: 32)
    let bogus = try Self.resolver(knot, anchors: [wrong])
    #expect(await DKIMVerifier(resolver: bogus, now: SignedMail.time).verify(message).map(\.verdict) == [.temperror])
  }
}
