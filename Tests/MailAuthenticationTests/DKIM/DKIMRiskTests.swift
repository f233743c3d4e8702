import MailAuthentication
import MailTypes
import Testing

@Suite("What DKIM leaves open")
struct DKIMRiskTests {
  /// Results for a message of which one From is signed, with a key that says `t=y`.
  private func results(_ body: String, extra: String = "") async throws -> [DKIMResult] {
    let mail = try SignedMail(try DKIMSigningKey(.ed25519))
    let part = SignedFields(sealed: [], present: ["From"])
    let header = "From: a@example.org\r\n"
    let signer = DKIMSigner(domain: mail.domain, selectors: [mail.selector], fields: part)
    var field = try signer.sign(SignedMessage(Array((header + "\r\nHi\r\n").utf8)), at: SignedMail.time)[0]
    field += "\r\n"
    return await mail.verify(
      extra + field + header + "\r\n" + body, [mail.record.0: KeyZone.answer(mail.record.1 + "; t=y")])
  }

  @Test("A key for testing is said to be one")
  func testing() async throws {
    #expect(try await results("Hi\r\n").map(\.risks) == [[.testing]])
  }

  @Test("A From that is signed once and there twice is said to be open")
  func secondFrom() async throws {
    let result = try #require(try await results("Hi\r\n", extra: "From: b@example.org\r\n").first)
    #expect(result.verdict == .pass)
    #expect(result.risks.contains(.unsignedField("from")))
  }
}
