import InternetMessage
import MailAuthentication
import MailTypes
import Testing

@Suite("Authentication-Results")
struct AuthenticationResultsTests {
  private func strict(_ text: String) throws -> AuthenticationResults {
    try AuthenticationResults(strict: Array(text.utf8)[...])
  }
  private func lenient(_ text: String) -> AuthenticationResults { AuthenticationResults(lenient: Array(text.utf8)[...]) }

  /// RFC 8601 Appendix B, retyped.
  static let examples = [
    "example.org 1; none",
    "example.com; spf=pass smtp.mailfrom=example.net",
    "example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net",
    "example.com; iprev=pass policy.iprev=192.0.2.200",
    "example.com; dkim=pass (good signature) header.d=example.com",
    "example.com; dkim=pass reason=\"good signature\" header.i=@mail-router.example.net;"
      + "\r\n      dkim=fail reason=\"bad signature\" header.i=@newyork.example.com",
    "foo.example.net (foobar) 1 (baz);\r\n dkim (Because I like it) / 1 (One yay) = (wait for it) fail"
      + "\r\n  policy (A dot can go here) . (like that) expired\r\n  (this surprised me) = (as I wasn't expecting it) 1362471462",
  ]

  @Test("The examples of RFC 8601 Appendix B are read, and come back from what is written", arguments: examples)
  func standard(text: String) throws {
    let field = try strict(text)
    #expect(try strict(field.value()) == field)
    #expect(lenient(text) == field)
  }

  @Test("Comments may stand wherever the grammar lets them")
  func comments() throws {
    let field = try strict(try #require(Self.examples.last))
    #expect(field.authservID == "foo.example.net")
    #expect(field.version == 1)
    #expect(field.results.first?.method == "dkim")
    #expect(field.results.first?.methodVersion == 1)
    #expect(field.results.first?.result == "fail")
    #expect(field.results.first?.value("policy", "expired") == "1362471462")
  }

  @Test("What breaks the grammar is refused with its place")
  func refused() {
    let cases: [(String, AuthenticationResultsError.Code, Int)] = [
      ("", .noAuthservID, 0), ("example.org", .noResults, 11), ("example.org; spf", .noEqualsSign, 16),
      ("example.org; spf=pass smtp.mailfrom=a b", .noEqualsSign, 39), ("example.org; spf=pass (open", .openComment, 22),
      ("example.org; spf=pass reason=\"x", .openQuotedString, 29), ("example.org; spf=pass;", .noResults, 22),
      ("example.org; iprev=pass policy.iprev=2001:db8::1", .badValue, 41),
    ]
    for (text, code, offset) in cases {
      let error = #expect(throws: AuthenticationResultsError.self) { try strict(text) }
      #expect(error?.code == code, "\(text)")
      #expect(error?.offset == offset, "\(text)")
    }
  }

  @Test("International addresses and quoted local-parts are values")
  func values() throws {
    let field = try strict("example.org; spf=pass smtp.mailfrom=\"John Doe\"@example.net; auth=pass smtp.auth=用户@例え.jp")
    #expect(field.results[0].value("smtp", "mailfrom") == "John Doe@example.net")
    #expect(field.results[1].value("smtp", "auth") == "用户@例え.jp")
    let verp = try strict("example.org; spf=pass smtp.mailfrom=SRS0=a/b=x=example.com=u+t@example.net")
    #expect(try strict(verp.value()) == verp)
  }

  @Test("Exchange Online's own form is read leniently: no identifier, names alone, action= without a type")
  func exchangeForm() {
    let text =
      "spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=contoso.com; contoso.com; dkim=pass (signature was verified)"
      + "\r\n header.d=contoso.com;dmarc=pass action=none\r\n header.from=contoso.com;compauth=pass reason=100"
    let field = lenient(text)
    #expect(field.authservID == "")
    #expect(field.results.map(\.method) == ["spf", "dkim", "dmarc", "compauth"])
    #expect(field.first("spf")?.comment == "sender IP is 192.0.2.1")
    #expect(field.first("dmarc")?.parameters == [.init("action", "none")])
    #expect(field.first("compauth")?.reason == "100")
  }

  @Test("A written field has the identifier first and keeps to the RFC; the bare form is Exchange Online's")
  func ownField() throws {
    let field = AuthenticationResults(
      authservID: "mx.example.org",
      results: [
        .init("spf", "pass", comment: "sender IP is 2001:db8::1", properties: [.init("smtp", "mailfrom", "contoso.com")]),
        .init("dmarc", "fail", properties: [.init("policy", "action", "oreject"), .init("header", "from", "contoso.com")]),
        .init("compauth", "fail", reason: "000"),
      ])
    #expect(try strict(field.value()) == field)
    #expect(
      field.field(.exchange) == """
        Authentication-Results: spf=pass (sender IP is 2001:db8::1) smtp.mailfrom=contoso.com;\r
         dmarc=fail action=oreject header.from=contoso.com;\r
         compauth=fail reason=000
        """)
    #expect(field.field().hasPrefix("Authentication-Results: mx.example.org;\r\n spf=pass"))
    #expect(AuthenticationResults(authservID: "mx.example.org").value() == "mx.example.org; none")
  }

  @Test("Nothing that a sender chose leaves its place in the field")
  func noBreakout() throws {
    for text in ["a\r\nX: y", "a; dkim=pass", "a) spf=pass (", "a\" b", "\\", "(", "", "a b", "é\u{0}"] {
      let result = AuthenticationResults.MethodResult(
        "spf", "fail", reason: text, comment: text, properties: [.init("smtp", "mailfrom", text, comment: text)])
      let field = AuthenticationResults(authservID: "mx.example.org", results: [result])
      let read = try strict(field.value())
      #expect(read.results.count == 1)
      #expect(read.results.first?.result == "fail")
      #expect(!field.value().utf8.contains { $0 < 0x20 })
    }
  }

  @Test("The fields of this host are found and joined; those of others are not")
  func merging() {
    let text =
      "Authentication-Results: mx.example.org; spf=pass\r\nAuthentication-Results: evil.example; dkim=pass\r\n"
      + "authentication-results: MX.example.org; dmarc=fail\r\n\r\n"
    let merged = AuthenticationResults(merging: SignedMessage(Array(text.utf8)), authservID: "mx.example.org")
    #expect(merged.results.map(\.method) == ["spf", "dmarc"])
  }
}
