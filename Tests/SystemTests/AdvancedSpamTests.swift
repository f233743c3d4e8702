import Foundation
import MartletTestKit
import Testing

/// The advanced spam filter in a gateway: what scanners are told to look for, and what becomes of what they find.
@Suite("The advanced spam filter, through the binary", .serialized)
struct AdvancedSpamTests {
  private func started(_ parameters: String, settings: String = "") throws -> Gateway {
    let gateway = try Gateway(settings: settings, listener: "    xclient: [127.0.0.1]", start: false)
    let zone: [String: [String: [String]]] = [
      "strict.example": ["TXT": ["v=spf1 ip4:192.0.2.9 -all"], "MX": ["10 mx.strict.example"]],
      "mx.strict.example": ["A": ["192.0.2.9"]], "partner.example": ["TXT": ["v=spf1 ip4:192.0.2.1 -all"]],
      "out.partner.example": ["TXT": ["v=spf1 ip4:192.0.2.1 -all"]],
    ]
    try JSONEncoder().encode(zone).write(to: gateway.folder.url.appendingPathComponent("zone.json"))
    try gateway.start()
    // What the content says otherwise is not looked at here.
    let content = "spamThreshold: 90, highConfidenceSpamThreshold: 95, phishThreshold: 1, highConfidencePhishThreshold: 1"
    try apply("antiSpam: {default: {\(parameters), \(content)}}", gateway)
    return gateway
  }

  private func apply(_ policies: String, _ gateway: Gateway) throws {
    let file = gateway.folder.url.appendingPathComponent("policies.yaml")
    try policies.write(to: file, atomically: true, encoding: .utf8)
    let applied = try gateway.martlet("apply", "-f", file.path)
    #expect(applied.status == 0, "\(applied.errors)")
  }

  private func send(
    _ message: String, from sender: String = "ines@partner.example", to recipients: [String] = ["ada@example.test"],
    _ gateway: Gateway
  ) throws {
    let connection = try SMTPConnection.greeted(port: gateway.port)
    _ = try connection.command("XCLIENT ADDR=192.0.2.1 NAME=[UNAVAILABLE]")
    _ = try connection.command("EHLO out.partner.example")
    #expect(try connection.transaction(from: sender, to: recipients, message).hasPrefix("250"))
  }

  private func letter(_ subject: String, _ body: String, from author: String = "ines@partner.example") -> String {
    """
    From: Ines <\(author)>
    To: ada@example.test
    Subject: \(subject)
    Date: Thu, 19 Nov 2026 16:05:11 +0100
    Message-ID: <\(subject.filter(\.isLetter))@partner.example>
    MIME-Version: 1.0
    Content-Type: text/html; charset=utf-8

    \(body)

    """
  }

  @Test("Own words are looked for from the next message on, without a restart; what is left out is not")
  func words() throws {
    let gateway = try started("markAsSpamSensitiveWordList: on")
    let tulips = letter("Flowers", "<p>fresh Tulip&nbsp;bulbs for your garden, and free spins</p>")
    try send(tulips, gateway)
    #expect(eventually { gateway.mailbox("ada", folder: "Junk").count == 1 })
    #expect(gateway.mailbox("ada", folder: "Junk").allSatisfy { $0.contains("X-CustomSpam: Sensitive word in subject/body") })
    let changed = try gateway.martlet("sensitive-words", "set", "except+=free spins", "own+=snow drops")
    #expect(changed.status == 0, "\(changed.errors)")
    try send(tulips, gateway)
    #expect(eventually { gateway.mailbox("ada").count == 1 })
    try send(letter("Snow: drops", "<p>they bloom</p>"), gateway)
    #expect(eventually { gateway.mailbox("ada", folder: "Junk").count == 2 })
    let shown = try gateway.martlet("sensitive-words", "show").output
    #expect(shown.contains("snow drops") && shown.contains("left out"), "\(shown)")
  }

  @Test("A copy goes to who watches a test, once, and the recipients get theirs as they would anyway")
  func blindCopies() throws {
    let gateway = try started(
      "markAsSpamFormTagsInHtml: test, testModeAction: bccMessage, testModeBccToRecipients: [watch@example.test]")
    try send(letter("Form", "<form><input name=q></form>"), to: ["ada@example.test", "bob@example.test"], gateway)
    #expect(eventually { ["ada", "bob", "watch"].allSatisfy { gateway.mailbox($0).count == 1 } })
    #expect(gateway.mailbox("watch").allSatisfy { !$0.contains("X-CustomSpam") })
    let trace = try gateway.martlet("trace", "search", "--json").output
    #expect(trace.contains("watch@example.test"), "\(trace)")
    // Nothing is tested in it: nobody else gets it.
    try send(letter("Plain", "<p>good morning, the minutes are here</p>"), gateway)
    #expect(eventually { gateway.mailbox("ada").count == 2 })
    #expect(gateway.mailbox("watch").count == 1)
  }

  @Test("Sender ID is asked for where a policy wants it, and fails for whom the author's domain does not name")
  func senderID() throws {
    let gateway = try started("markAsSpamFromAddressAuthFail: on")
    try send(letter("Forged", "<p>good morning, the minutes are here</p>", from: "a@strict.example"), gateway)
    try send(letter("Missing", "<p>good morning, the minutes are here</p>", from: "a@gone.example"), gateway)
    #expect(eventually { gateway.mailbox("ada", folder: "Junk").count == 2 })
    #expect(gateway.mailbox("ada", folder: "Junk").allSatisfy { $0.contains("X-CustomSpam: SPF From Record Fail") })
  }

  @Test("A bounce of what was sent from here is delivered, any other is backscatter")
  func backscatter() throws {
    let sink = try SMTPSink()
    let gateway = try started(
      "markAsSpamNdrBackscatter: on",
      settings: "trustedNetworks: [\"127.0.0.1/32\"]\nrelay: \"smtp://127.0.0.1:\(sink.port)\"\n")
    let own = try SMTPConnection.greeted(port: gateway.port)
    let letter =
      "From: Ada <ada@example.test>\nTo: ines@partner.example\nMessage-ID: <sent@example.test>\nSubject: hello\n\nHi\n"
    #expect(try own.transaction(from: "ada@example.test", to: ["ines@partner.example"], letter).hasPrefix("250"))
    #expect(eventually { (try? sink.messages().count) == 1 })
    func bounce(of id: String) -> String {
      """
      From: Mail Delivery System <mailer-daemon@partner.example>
      To: ada@example.test
      Subject: Undelivered mail
      Date: Thu, 19 Nov 2026 16:05:11 +0100
      Message-ID: <b-\(id)>
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b
      Content-Type: text/plain

      Your mail could not be delivered.
      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.partner.example

      Final-Recipient: rfc822; ines@partner.example
      Action: failed
      Status: 5.1.1
      --b
      Content-Type: text/rfc822-headers

      From: ada@example.test
      Subject: hello
      Message-ID: <\(id)>

      --b--

      """
    }
    try send(bounce(of: "sent@example.test"), from: "", gateway)
    #expect(eventually { gateway.mailbox("ada").count == 1 })
    try send(bounce(of: "never@example.test"), from: "", gateway)
    #expect(eventually { gateway.mailbox("ada", folder: "Junk").count == 1 })
    #expect(gateway.mailbox("ada", folder: "Junk").allSatisfy { $0.contains("X-CustomSpam: Backscatter NDR") })
    #expect(gateway.mailbox("ada").count == 1)
  }
}
