import Foundation
import MailAuthentication
import MailTypes
import Testing

@Suite("DKIM verification")
struct DKIMVerifierTests {
  /// The reason for the only signature of a message whose key record is this.
  private func reason(_ change: (String) -> String) async throws -> DKIMReason? {
    let mail = try SignedMail(DKIMSigningKey(.ed25519))
    let record = KeyZone.answer(change(mail.record.1))
    return await mail.verify(try mail.signed(), [mail.record.0: record]).first?.reason
  }

  @Test("What a key record says is kept to")
  func keyRecords() async throws {
    #expect(try await reason { $0 } == nil)
    #expect(try await reason { $0.replacingOccurrences(of: "v=DKIM1; ", with: "") } == nil)
    #expect(try await reason { " \t" + $0.replacingOccurrences(of: ";", with: " ;\r\n ") + "; x=1; n=hello there;" } == nil)
    #expect(try await reason { $0 + "; s=other : email; h=sha1:sha256; t=y:s" } == nil)
    #expect(try await reason { $0 + "; h=sha1" } == .keyForbidsHash("sha256"))
    #expect(try await reason { $0 + "; s=tlsrpt" } == .keyForbidsService("email"))
    #expect(try await reason { $0.replacingOccurrences(of: "k=ed25519", with: "k=rsa") } == .keyTypeMismatch("rsa"))
    #expect(try await reason { _ in "v=DKIM1; k=ed25519; p=" } == .keyRevoked)
    #expect(try await reason { _ in "v=DKIM1; k=ed25519" } == .malformedKey("no p= tag"))
    #expect(try await reason { $0 + "; k=ed25519" } == .malformedKey("not a tag-list"))
    #expect(
      try await reason { "k=ed25519; " + $0.replacingOccurrences(of: "k=ed25519; ", with: "") }
        == .malformedKey("v= is not DKIM1, or not first"))
    #expect(try await reason { $0.replacingOccurrences(of: "p=", with: "p=AAAA") }?.verdict == .permerror)
    #expect(try await reason { $0 + "; n=\u{0}" } == .malformedKey("not a tag-list"))
  }

  @Test("What DNS does not answer may be answered later; what is not there is an error for good")
  func dnsFailures() async throws {
    let mail = try SignedMail(DKIMSigningKey(.ed25519))
    let text = try mail.signed()
    let answers: [(DNSAnswer, DKIMResult.Verdict)] = [
      (.timeout, .temperror), (.failure("SERVFAIL"), .temperror), (.noData, .permerror), (.nameError, .permerror),
      (.records([], isSecure: false), .permerror),
      (.records([.text([[UInt8]](repeating: [UInt8](repeating: 0x61, count: 255), count: 257))], isSecure: false), .permerror),
    ]
    for (answer, verdict) in answers {
      let results = await mail.verify(text, [mail.record.0: answer])
      #expect(results.map(\.verdict) == [verdict], "\(answer)")
    }
  }

  @Test("While a key is replaced, either record verifies")
  func severalRecords() async throws {
    let mail = try SignedMail(DKIMSigningKey(.ed25519))
    let other = try DKIMSigningKey(.ed25519).recordText
    let results = await mail.verify(try mail.signed(), [mail.record.0: KeyZone.answer("nonsense", other, mail.record.1)])
    #expect(results.map(\.verdict) == [.pass])
  }

  @Test("RSA keys below 1024 bits and above 8192 are not used")
  func keySizes() async throws {
    func record(bits: Int) -> String {
      func length(_ count: Int) -> [UInt8] { [0x82, UInt8(count >> 8), UInt8(count & 0xFF)] }
      let modulus: [UInt8] = [0x00] + [UInt8](repeating: 0xC3, count: bits / 8)
      let numbers = [0x02] + length(modulus.count) + modulus + [0x02, 0x03, 0x01, 0x00, 0x01]
      return "p=" + Data([0x30] + length(numbers.count) + numbers).base64EncodedString()
    }
    let mail = try SignedMail(DKIMSigningKey(.rsa2048))
    let text = try mail.signed()
    for (bits, reason) in [(512, DKIMReason.keyTooShort(bits: 512)), (16_384, .keyTooLong(bits: 16_384))] {
      let results = await mail.verify(text, [mail.record.0: KeyZone.answer(record(bits: bits))])
      #expect(results.map(\.reason) == [reason])
    }
  }

  @Test("Signature fields that break a rule are errors, and say which")
  func signatureFields() async throws {
    let mail = try SignedMail(DKIMSigningKey(.ed25519))
    let text = try mail.signed()
    func reason(_ old: String, _ new: String) async -> DKIMReason? {
      await mail.verify(text.replacingOccurrences(of: old, with: new)).first?.reason
    }
    #expect(await reason("v=1;", "") == .missingTag("v"))
    #expect(await reason("v=1;", "v=2;") == .unsupportedVersion("2"))
    #expect(await reason("v=1;", "v=1; v=1;") == .malformedSignature("the tag v occurs twice"))
    #expect(await reason("v=1;", "v=1;;") == .malformedSignature("not a tag-list"))
    #expect(await reason("a=ed25519-sha256", "a=rsa-sha1") == .unsupportedAlgorithm("rsa-sha1"))
    #expect(await reason("c=relaxed/relaxed", "c=lazy") == .unsupportedCanonicalization("lazy"))
    #expect(await reason("v=1;", "v=1; q=http;") == .unsupportedQueryMethod("http"))
    #expect(await reason("v=1;", "v=1; q=http : dns/txt;") == .signatureMismatch)
    #expect(await reason("d=example.org", "d=exa(mple.org") == .malformedSignature("d= is not a domain name"))
    #expect(await reason("v=1;", "v=1; i=a@example.com;") == .identityOutsideDomain)
    #expect(await reason("v=1;", "v=1; i=a@notexample.org;") == .identityOutsideDomain)
    #expect(await reason("v=1;", "v=1; i=a=40sub.example.org;") == .signatureMismatch)
    #expect(await reason("h=From:From:", "h=") == .fromNotSigned)
    #expect(await reason("t=1790000000", "t=1790000000; x=1790000000") == .malformedSignature("x= is not after t="))
    #expect(await reason("b=", "b=!") == .malformedSignature("b= is not base 64"))
    #expect(await reason("v=1;", "v=1; l=99999;") == .signatureMismatch)
  }

  @Test("Strict keys bind the identity to the domain itself")
  func strictIdentity() async throws {
    let mail = try SignedMail(DKIMSigningKey(.ed25519))
    let text = try mail.signed().replacingOccurrences(of: "v=1;", with: "v=1; i=@sub.example.org;")
    let results = await mail.verify(text, [mail.record.0: KeyZone.answer(mail.record.1 + "; t=s")])
    #expect(results.map(\.reason) == [.keyForbidsIdentity])
    #expect(results.map(\.identity) == ["@sub.example.org"])
  }
}
