import Foundation
import InternetMessage
import MailAuthentication
import MailTypes
import Testing

@Suite("DKIM signing")
struct DKIMSignerTests {
  static let canonicalizations = DKIMCanonicalization.Algorithm.allCases.flatMap { header in
    DKIMCanonicalization.Algorithm.allCases.map { DKIMCanonicalization(header: header, body: $0) }
  }

  @Test("What is signed verifies, with every algorithm and canonicalization", arguments: DKIMSigningKey.Kind.allCases)
  func roundTrip(kind: DKIMSigningKey.Kind) async throws {
    let mail = try SignedMail(DKIMSigningKey(kind))
    for canonicalization in Self.canonicalizations {
      let text = try mail.signed(SignedMail.text, canonicalization)
      let results = await mail.verify(text)
      #expect(results.map(\.verdict) == [.pass], "\(canonicalization): \(results)")
      #expect(results.first?.risks == [])
      let changed = await mail.verify(text.replacingOccurrences(of: "four", with: "five"))
      #expect(changed.first?.reason == .bodyHashMismatch)
      let forged = await mail.verify(text.replacingOccurrences(of: "To: Bob", with: "To: Eve"))
      #expect(forged.first?.reason == .signatureMismatch)
    }
  }

  @Test("Relaxed signatures survive what relays do to white space, simple ones do not")
  func whiteSpace() async throws {
    let mail = try SignedMail(DKIMSigningKey(.ed25519))
    func altered(_ text: String) -> String {
      text.replacingOccurrences(of: "One  two\t three \r\n", with: "One two three\r\n")
        .replacingOccurrences(of: "Subject: The  quick\tbrown\r\n  fox", with: "subject:The quick brown fox  ")
    }
    let relaxed = await mail.verify(altered(try mail.signed()))
    #expect(relaxed.map(\.verdict) == [.pass])
    let simple = await mail.verify(altered(try mail.signed(SignedMail.text, .simple)))
    #expect(simple.map(\.verdict) == [.fail])
  }

  @Test("Nobody can add a second From, Subject or Reply-To to what was signed")
  func oversigned() async throws {
    let mail = try SignedMail(DKIMSigningKey(.ed25519))
    for field in ["From: eve@example.com", "Subject: Prize", "Reply-To: eve@example.com", "Content-Type: text/html"] {
      let results = await mail.verify(field + "\r\n" + (try mail.signed()))
      #expect(results.first?.reason == .signatureMismatch, "\(field)")
    }
  }

  @Test("One message carries a signature for each selector, in their order")
  func selectors() async throws {
    let domain = try #require(DomainName("example.org"))
    let rsa = DKIMSigner.Selector(try #require(DomainName("r2026")), try DKIMSigningKey(.rsa2048))
    let ed = DKIMSigner.Selector(try #require(DomainName("e2026")), try DKIMSigningKey(.ed25519))
    let signer = DKIMSigner(domain: domain, selectors: [rsa, ed], lifetime: 86_400)
    let fields = try signer.sign(SignedMessage(Array(SignedMail.text.utf8)), at: SignedMail.time)
    #expect(fields.allSatisfy { $0.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 } })
    let records = [rsa, ed].map { $0.record(domain: domain) }
    let zone = KeyZone(texts: Dictionary(uniqueKeysWithValues: records.map { ($0.name, $0.strings.joined()) }))
    let message = SignedMessage(Array((fields.joined(separator: "\r\n") + "\r\n" + SignedMail.text).utf8))
    let results = await DKIMVerifier(resolver: zone, now: SignedMail.time).verify(message)
    #expect(results.map(\.verdict) == [.pass, .pass])
    #expect(results.map(\.algorithm) == ["rsa-sha256", "ed25519-sha256"])
    let later = await DKIMVerifier(resolver: zone, now: SignatureSuite.time(1_790_086_401)).verify(message)
    #expect(later.map(\.reason) == [.expired(seconds: 1), .expired(seconds: 1)])
  }

  @Test("A body that passes by in pieces is signed as the whole body is")
  func streaming() async throws {
    let mail = try SignedMail(DKIMSigningKey(.ed25519))
    let message = SignedMessage(Array(SignedMail.text.utf8))
    var hash = DKIMBodyHash()
    for octet in message.body { hash.update([octet]) }
    let signer = DKIMSigner(domain: mail.domain, selectors: [mail.selector])
    let header = SignedMessage(Array(message.bytes[..<message.header.bodyStart]))
    let fields = try signer.sign(header, bodyHash: hash.finish(), at: SignedMail.time)
    let results = await mail.verify(fields.joined() + "\r\n" + SignedMail.text)
    #expect(results.map(\.verdict) == [.pass])
  }

  @Test("A message without From is not signed")
  func noFrom() throws {
    let mail = try SignedMail(DKIMSigningKey(.ed25519))
    #expect(throws: DKIMSigner.Failure.noFrom) { try mail.signed("Subject: x\r\n\r\nx\r\n") }
  }
}
