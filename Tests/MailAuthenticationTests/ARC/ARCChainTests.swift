import Foundation
import MailAuthentication
import MailTypes
import Testing

@Suite("ARC chains")
struct ARCChainTests {
  private static let found = AuthenticationResults(
    authservID: "mx.example.org", results: [.init("spf", "pass", properties: [.init("smtp", "mailfrom", "a@example.org")])])

  /// The message after each of the hops sealed it.
  private func sealed(_ hops: [SignedMail], _ text: String = SignedMail.text) async throws -> String {
    var text = text
    for hop in hops {
      let message = SignedMessage(Array(text.utf8))
      let sealer = ARCSealer(domain: hop.domain, selector: hop.selector)
      let fields = try sealer.seal(message, chain: await validate(text, hops).verdict, results: Self.found, at: SignedMail.time)
      text = fields.map { $0 + "\r\n" }.joined() + text
    }
    return text
  }

  private func validate(_ text: String, _ hops: [SignedMail]) async -> ARCResult {
    let zone = KeyZone(texts: Dictionary(hops.map(\.record)) { first, _ in first })
    return await ARCValidator(resolver: zone, now: SignedMail.time).validate(SignedMessage(Array(text.utf8)))
  }

  private func hops() throws -> [SignedMail] {
    [
      try SignedMail(DKIMSigningKey(.rsa2048), domain: "one.example"),
      try SignedMail(DKIMSigningKey(.ed25519), domain: "two.example"),
    ]
  }

  @Test("What is sealed validates, hop after hop, and tells who sealed and what was found")
  func roundTrip() async throws {
    let hops = try hops()
    let result = await validate(try await sealed(hops), hops)
    #expect(result.verdict == .pass, "\(result)")
    #expect(result.instances == 2)
    #expect(result.sealers.map(\.domain) == ["one.example", "two.example"])
    #expect(result.sealers.first?.results == Self.found)
  }

  @Test("A changed body or field breaks the last message signature, a changed earlier set its seal")
  func changes() async throws {
    let hops = try hops()
    let text = try await sealed(hops)
    let body = await validate(text.replacingOccurrences(of: "four", with: "five"), hops)
    #expect(body.reason == .messageSignature(instance: 2, .bodyHashMismatch))
    let subject = await validate(text.replacingOccurrences(of: "Subject: The", with: "Subject: A"), hops)
    #expect(subject.reason == .messageSignature(instance: 2, .signatureMismatch))
    let results = await validate(text.replacingOccurrences(of: "spf=pass", with: "spf=fail"), hops)
    #expect(results.reason == .seal(instance: 2, .signatureMismatch))
    #expect([body, subject, results].allSatisfy { $0.verdict == .fail })
  }

  @Test("A message without sets has no chain, one with half a set has a broken one")
  func structure() async throws {
    let hops = try hops()
    #expect(await validate(SignedMail.text, hops).verdict == .none)
    let text = try await sealed(hops)
    let gap = text.replacingOccurrences(of: "ARC-Authentication-Results: i=1;", with: "X-Results: i=1;")
    #expect(await validate(gap, hops).reason == .missingField(field: "ARC-Authentication-Results", instance: 1))
    let twice = "ARC-Seal: i=2; a=x\r\n" + text
    #expect(await validate(twice, hops).reason == .duplicateField(field: "ARC-Seal", instance: 2))
    let beyond = "ARC-Seal: i=51; a=x\r\n" + text
    #expect(await validate(beyond, hops).reason == .badInstance(field: "ARC-Seal"))
  }

  @Test("A broken chain is sealed as broken once, and then no more")
  func broken() async throws {
    let hops = try hops()
    let text = try await sealed([hops[0]]).replacingOccurrences(of: "four", with: "five")
    let sealed = try await sealed([hops[1]], text)
    #expect(sealed.contains("cv=fail"))
    let result = await validate(sealed, hops)
    #expect(result.reason == .failedBefore(instance: 2))
    await #expect(throws: ARCSealer.Failure.chainEnded) { try await self.sealed([hops[1]], sealed) }
  }

  @Test("A key that cannot be asked for breaks the chain, as RFC 8617 has it")
  func dnsFailure() async throws {
    let hops = try hops()
    let text = try await sealed(hops)
    let zone = KeyZone(hops.reduce(into: [:]) { $0[$1.record.0] = DNSAnswer.timeout })
    let result = await ARCValidator(resolver: zone, now: SignedMail.time).validate(SignedMessage(Array(text.utf8)))
    #expect(result.verdict == .fail)
    #expect(result.reason == .messageSignature(instance: 2, .keyUnavailable("no answer in time")))
  }
}
