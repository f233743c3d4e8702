import InternetMessage
import MailTypes
import Testing

@Suite("Who a Received field says handed the message over")
struct ReceivedClientTests {
  @Test(
    "The forms that mail servers write",
    arguments: [
      (
        " from mail.example.net (mail.example.net [192.0.2.1])\r\n\tby mx.example.org (Postfix) with ESMTPS id 4F",
        "mail.example.net"
      ),
      (" from EX01.corp.example (192.0.2.1) by EX02.corp.example (10.0.0.2) with Microsoft SMTP Server", "EX01.corp.example"),
      (" from unknown (HELO mail.example.net) (192.0.2.1) by 0 with SMTP; 1 Jan 2026", "unknown"),
      (" from [192.0.2.1] (helo=mail.example.net) by mx.example.org with esmtp (Exim 4.96)", ""),
      (" from mail.example.net ([192.0.2.1]:25) by mx.example.org with LMTP", "mail.example.net"),
      (" FROM mail.example.net ([192.0.2.1]) BY mx.example.org (198.51.100.9)", "mail.example.net"),
      (" from localhost (localhost [127.0.0.1]) (proxied from [192.0.2.1]) by mx.example.org", "localhost"),
    ])
  func forms(value: String, helo: String) throws {
    let client = try #require(ReceivedClient(Array(value.utf8)))
    #expect(client.address == IPAddress("192.0.2.1"))
    #expect(client.helo == helo)
  }

  @Test("IPv6 with and without its tag")
  func sixth() {
    for literal in ["[IPv6:2001:db8::1]", "[2001:db8::1]", "2001:db8::1"] {
      let client = ReceivedClient(Array(" from a.example (\(literal)) by mx.example.org".utf8))
      #expect(client?.address == IPAddress("2001:db8::1"), "\(literal)")
    }
  }

  @Test(
    "What names no client is none, and an address of the host itself does not stand for one",
    arguments: [
      " by mx.example.org (Postfix, from userid 33) id 4F; 1 Jan 2026", " by 2002:a05:7110 with SMTP id x; 1 Jan 2026",
      " from mail.example.net by mx.example.org (192.0.2.9) with SMTP", "", " from", " from (((((", " from [192.0.2.1",
      " from [999.0.2.1] by mx.example.org",
    ])
  func none(value: String) {
    #expect(ReceivedClient(Array(value.utf8)) == nil)
  }

  @Test("Of a field as long as a header may be, only the beginning is looked at")
  func bounded() {
    let value = " from " + String(repeating: "x ", count: 600) + "[192.0.2.1] by mx.example.org"
    #expect(ReceivedClient(Array(value.utf8)) == nil)
  }
}
