import FilterPolicy
import MailTypes
import Testing

@testable import FilterEngine

@Suite("What mail to many says of itself")
struct BulkFindingsTests {
  private func findings(_ fields: String, body: String = "Hello", signed: Bool = true) async -> BulkFindings? {
    let message = "From: News <news@example.net>\r\nSubject: Offers\r\n\(fields)\r\n\(body)\r\n"
    let facts = AuthenticationFacts(
      isChecked: true, dkim: signed ? [DKIMFacts(result: "pass", domain: "example.net", selector: "s")] : [],
      dmarc: DMARCFacts(domain: "example.net"))
    return await MessageScanner(resolver: nil).scan(
      ScanFixture.subject(), content: Array(message.utf8), authentication: facts
    ).bulk
  }

  private static let both =
    "List-Unsubscribe: <https://example.net/u?1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"

  private static func signature(_ covered: String, domain: String = "example.net") -> String {
    "DKIM-Signature: v=1; a=rsa-sha256; d=\(domain); s=s;\r\n h=\(covered);\r\n bh=AA==; b=AA==\r\n"
  }

  @Test("One click counts as proven where an aligned signature covers both fields, and else not")
  func coverage() async {
    let whole = Self.signature("From:List-Unsubscribe: List-\r\n Unsubscribe-Post")
    #expect(await findings(whole + Self.both)?.unsubscribe == .provenOneClick)
    #expect(await findings(Self.signature("from:list-unsubscribe") + Self.both)?.unsubscribe == .oneClick)
    #expect(await findings(Self.signature("from:list-unsubscribe-post") + Self.both)?.unsubscribe == .oneClick)
    #expect(await findings(whole + Self.both, signed: false)?.unsubscribe == .oneClick)
    let foreign = Self.signature("from:list-unsubscribe:list-unsubscribe-post", domain: "example.com")
    #expect(await findings(foreign + Self.both)?.unsubscribe == .oneClick)
    #expect(await findings(Self.both)?.unsubscribe == .oneClick)
  }

  @Test("The other ways out are told apart, the best one counts")
  func forms() async {
    #expect(await findings("List-Unsubscribe: <mailto:u@example.net>\r\n")?.unsubscribe == .mail)
    #expect(await findings("List-Unsubscribe: <mailto:u@example.net>, <https://example.net/u>\r\n")?.unsubscribe == .page)
    #expect(await findings("", body: "Click here to unsubscribe")?.unsubscribe == .text)
    #expect(await findings("Precedence: bulk\r\n")?.unsubscribe == BulkFindings.Unsubscribe.none)
    // RFC 8058 §3.1 asks for https.
    let plain = "List-Unsubscribe: <http://example.net/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    #expect(await findings(plain)?.unsubscribe == .page)
    #expect(await findings("") == nil)
  }

  @Test("Services and lists are named by their fields")
  func names() async {
    #expect(await findings("X-SG-EID: abc\r\n")?.service == "SendGrid")
    #expect(await findings("X-MC-User: abc\r\n")?.service == "Mailchimp")
    #expect(await findings("X-PHPList-Version: 3\r\n")?.service == nil)
    #expect(await findings("List-Id: News <news.example.net>\r\n")?.listID == "news.example.net")
  }
}
