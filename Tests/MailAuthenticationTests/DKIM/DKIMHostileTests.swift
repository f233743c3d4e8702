import Foundation
import MailAuthentication
import MailTypes
import Synchronization
import Testing

@Suite("DKIM under attack")
struct DKIMHostileTests {
  /// Counts questions.
  private final class CountingZone: DNSResolver {
    let count = Mutex(0)

    func resolve(_ question: DNSQuestion) async -> DNSAnswer {
      count.withLock { $0 += 1 }
      return .nameError
    }
  }

  @Test("Of a thousand signatures sixteen are looked at, and the others say that they were not")
  func manySignatures() async {
    let field = "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s%; h=from; bh=AAAA; b=AAAA\r\n"
    let fields = (0..<990).map { field.replacingOccurrences(of: "%", with: "\($0)") }.joined()
    let zone = CountingZone()
    let results = await DKIMVerifier(resolver: zone, now: SignedMail.time)
      .verify(SignedMessage(Array((fields + SignedMail.text).utf8)))
    #expect(results.count == 990)
    #expect(zone.count.withLock { $0 } == DKIMLimits.maximumSignatures)
    #expect(results.prefix(16).allSatisfy { $0.reason == .noKey })
    #expect(results.dropFirst(16).allSatisfy { $0.reason == .tooManySignatures(limit: 16) })
  }

  @Test("A header with more fields than are read verifies nothing")
  func tooManyFields() async throws {
    let mail = try SignedMail(DKIMSigningKey(.ed25519))
    let results = await mail.verify(
      try mail.signed().replacingOccurrences(
        of: "\r\n\r\nOne", with: "\r\n" + String(repeating: "X: y\r\n", count: 1000) + "\r\nOne"))
    #expect(results.map(\.reason) == [.headerTooLarge])
  }

  @Test("Tags without end, names without end, values without end: errors, in no time")
  func hugeTags() async {
    let values = [
      String(repeating: "a=b;", count: 100_000), String(repeating: "a", count: 500_000),
      "v=1; h=" + String(repeating: "from:", count: 100_000), String(repeating: ";", count: 100_000),
      "v=1; a=rsa-sha256; d=example.org; s=s; bh=AA; b=" + String(repeating: "A", count: 500_000)
        + "; h=" + String(repeating: "from:", count: 50_000) + "from",
    ]
    for value in values {
      let results = await DKIMVerifier(resolver: KeyZone([:]), now: SignedMail.time)
        .verify(SignedMessage(Array(("DKIM-Signature: " + value + "\r\n" + SignedMail.text).utf8)))
      #expect(results.map(\.verdict) == [.permerror])
    }
  }

  @Test("A message is any octets")
  func anyOctets() async {
    for text in [
      "", "\r\n", "DKIM-Signature:", "DKIM-Signature: v=1; b=\r\n\r\n", "\u{0}\u{0}: \n\n", "DKIM-Signature: =;=\n\n",
    ] {
      _ = await DKIMVerifier(resolver: KeyZone([:]), now: SignedMail.time).verify(SignedMessage(Array(text.utf8)))
    }
  }
}
