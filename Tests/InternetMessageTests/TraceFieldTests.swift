import InternetMessage
import MailTypes
import Testing

@Suite("Trace fields")
struct TraceFieldTests {
  private let time = UTCTime(microseconds: 1_795_379_029_250_000)

  @Test("Received says who, by what, how, for whom and when (RFC 5321 §4.4)")
  func received() throws {
    let address = try #require(IPAddress("2001:db8::1"))
    var field = ReceivedField(
      client: ClientFacts(
        address: address, helo: "mail.example.net", transmissionType: "ESMTPS",
        tls: ClientFacts.TLS(version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384")),
      reverseName: "out.example.net", hostname: "mx.example.org", id: "0ABC", recipient: EmailAddress("user@example.org"),
      receivedAt: time)
    #expect(
      field.field == """
        Received: from mail.example.net (out.example.net [IPv6:2001:db8::1])\r
        \t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384)\r
        \tby mx.example.org with ESMTPS id 0ABC\r
        \tfor <user@example.org>;\r
        \tSun, 22 Nov 2026 20:23:49 +0000
        """)
    field.recipient = nil
    field.reverseName = nil
    field.client = ClientFacts(address: .v4(0xC000_0201))
    #expect(
      field.field == """
        Received: from unknown ([192.0.2.1])\r
        \tby mx.example.org with SMTP id 0ABC;\r
        \tSun, 22 Nov 2026 20:23:49 +0000
        """)
  }

  @Test(
    "A hostile HELO stays one word",
    arguments: ["a)\r\nBcc: x", "x;y (z", "\u{2028}a", "\u{85}b", String(repeating: "h", count: 5000), "[1.2.3.4]\""])
  func hostile(helo: String) {
    let field = ReceivedField(
      client: ClientFacts(address: .v4(1), helo: helo), hostname: "mx.example", id: "1", receivedAt: time
    ).field
    let lines = field.split(separator: "\r\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.utf8.count <= 998 })
    #expect(field.split(separator: ";").count == 2)
    #expect(HeaderBlock(Array((field + "\r\n\r\n").utf8)).fields.count == 1)
  }

  @Test("Hops are counted in the header only")
  func hops() {
    #expect(
      ReceivedField.count(in: Array("Received: a\r\nRECEIVED : b\r\n c\r\nReceived-SPF: x\r\n\r\nReceived: d\r\n".utf8)) == 2)
  }

  @Test("Final delivery writes one Return-Path")
  func returnPath() {
    let message = Array("Return-Path: <forged@example>\r\nA: b\r\nreturn-path: x\r\n\r\nReturn-Path: body".utf8)
    func delivered(_ path: ReversePath) -> String {
      let result = ReturnPathField.edits(for: path, message: message).apply(to: message)
      return String(decoding: result.header + message[result.rest...], as: UTF8.self)
    }
    #expect(delivered(.null) == "Return-Path: <>\r\nA: b\r\n\r\nReturn-Path: body")
    #expect(
      EmailAddress("a@b.example").map { delivered(.mailbox($0)) }
        == "Return-Path: <a@b.example>\r\nA: b\r\n\r\nReturn-Path: body")
  }
}
