import Foundation
import MartletTestKit
import Testing

/// A gateway that serves `example.test`, to which mail of strangers comes, and `contoso.example`, whose owner wants reports.
@Suite("DMARC aggregate reports, through a gateway that asks a zone", .serialized)
struct ReportTests {
  private static let zone = """
    {"contoso.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
     "_dmarc.contoso.example": {"TXT": ["v=DMARC1; p=quarantine; rua=mailto:reports@contoso.example,mailto:r@elsewhere.example"]},
     "fabrikam.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
     "_dmarc.fabrikam.example": {"TXT": ["v=DMARC1; p=none; rua=mailto:reports@contoso.example"]},
     "silent.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
     "_dmarc.silent.example": {"TXT": ["v=DMARC1; p=none"]},
     "example.test": {"TXT": ["v=spf1 ip4:127.0.0.1 -all"]}}
    """

  private static func started(_ settings: String = "") throws -> Gateway {
    let gateway = try Gateway(
      settings: """
          - name: contoso
            domains:
              - name: contoso.example
                recipients: any
                nextHop: "maildir:mail"
        reports:
          address: dmarc@example.test
          organizationName: "Example & Sons"
          receivedAt: [reports@contoso.example]
        \(settings)
        """, listener: "    xclient: [127.0.0.1]", start: false)
    try zone.write(to: gateway.folder.url.appendingPathComponent("zone.json"), atomically: true, encoding: .utf8)
    try gateway.start()
    return gateway
  }

  private static func message(from domain: String, subject: String = "Minutes") -> String {
    """
    From: Ines <ines@\(domain)>
    To: ada@example.test
    Subject: \(subject)
    Date: Thu, 19 Nov 2026 16:05:11 +0100
    Message-ID: <minutes@\(domain)>

    here is what we agreed on.
    """
  }

  /// Sends as a client at `address`; the reply to the end of the message.
  private static func send(
    _ gateway: Gateway, from domain: String, by address: String, to recipient: String = "ada@example.test",
    _ content: String? = nil
  ) throws -> String {
    let connection = try SMTPConnection.greeted(port: gateway.port)
    _ = try connection.command("XCLIENT ADDR=\(address) NAME=[UNAVAILABLE]")
    _ = try connection.command("EHLO out.sender.example")
    return try connection.transaction(from: "ines@\(domain)", to: [recipient], content ?? message(from: domain))
  }

  private static func json(_ gateway: Gateway, _ arguments: String...) throws -> [String: Any] {
    let result = try gateway.run(["dmarc-report"] + arguments + ["--json"])
    #expect(result.status == 0, "\(arguments): \(result.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  /// The messages of a mailbox of `contoso.example`.
  private static func mailbox(_ gateway: Gateway, _ user: String) -> [String] {
    let base = gateway.folder.path + "/mail/contoso.example/" + user
    return [base + "/new", base + "/.Junk/new"].flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap {
        try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8)
      }
    }
  }

  @Test("What is counted is what the owner gets, and what is read back from its mail")
  func roundTrip() throws {
    let gateway = try Self.started()
    for address in ["192.0.2.9", "192.0.2.9", "198.51.100.7"] {
      #expect(try Self.send(gateway, from: "contoso.example", by: address).hasPrefix("250"))
    }
    let counted = try Self.json(gateway, "show", "contoso.example")
    #expect(counted["state"] as? String == "counting")
    #expect(counted["messages"] as? Int == 3)
    let records = try #require(counted["records"] as? [[String: Any]])
    #expect(records.map { $0["source"] as? String } == ["192.0.2.9", "198.51.100.7"])
    #expect(records.map { $0["disposition"] as? String } == ["pass", "quarantine"])
    #expect(records.map { $0["spfAligned"] as? Bool } == [true, false])

    let preview = try gateway.martlet("dmarc-report", "preview", "contoso.example")
    #expect(preview.output.contains("<org_name>Example &amp; Sons</org_name>"))
    #expect(preview.output.contains("<p>quarantine</p>"))

    let sent = try Self.json(gateway, "send", "--now", "contoso.example")
    #expect(sent["state"] as? String == "sent")
    // The other address is of another organization, which has not said that it wants such reports.
    #expect(sent["recipients"] as? [String] == ["reports@contoso.example"])
    #expect(eventually { Self.mailbox(gateway, "reports").count == 1 })
    let mail = try #require(Self.mailbox(gateway, "reports").first)
    #expect(mail.contains("Subject: Report Domain: contoso.example\r\n Submitter: mx.example.test\r\n Report-ID: <"))
    #expect(mail.contains("Auto-Submitted: auto-generated"))
    let name = try #require(mail.firstMatch(of: /filename="(mx\.example\.test!contoso\.example!\d+!\d+\.xml\.gz)"/))
    #expect(!name.1.isEmpty)

    // The owner's gateway is the same one here: what leaves it comes in again as a stranger's mail.
    let body = try #require(mail.range(of: "Date: ").map { String(mail[$0.lowerBound...]) })
    #expect(
      try Self.send(gateway, from: "example.test", by: "203.0.113.5", to: "reports@contoso.example", body).hasPrefix("250"))
    let received = try Self.json(gateway, "received", "--domain", "contoso.example")
    let reports = try #require(received["reports"] as? [[String: Any]])
    #expect(reports.count == 1)
    #expect(reports.first?["reporter"] as? String == "Example & Sons")
    #expect(reports.first?["organization"] as? String == "contoso")
    let sources = try #require(received["sources"] as? [[String: Any]])
    #expect(sources.map { $0["source"] as? String } == ["192.0.2.9", "198.51.100.7"])
    #expect(sources.map { $0["messages"] as? Int } == [2, 1])
    #expect(sources.map { $0["passed"] as? Int } == [2, 0])
    #expect(sources.map { $0["failed"] as? Int } == [0, 1])

    // The same report again is not counted again; its mail is delivered as any other.
    #expect(
      try Self.send(gateway, from: "example.test", by: "203.0.113.5", to: "reports@contoso.example", body).hasPrefix("250"))
    let again = try Self.json(gateway, "received")
    #expect((again["reports"] as? [Any])?.count == 1)
    #expect(eventually { Self.mailbox(gateway, "reports").count == 3 })
  }

  @Test("Who asks for no reports gets none; whose address belongs to others has to have their word")
  func permission() throws {
    let gateway = try Self.started()
    #expect(try Self.send(gateway, from: "silent.example", by: "192.0.2.9").hasPrefix("250"))
    #expect(try Self.send(gateway, from: "fabrikam.example", by: "192.0.2.9").hasPrefix("250"))
    let list = try Self.json(gateway, "list")
    #expect((list["items"] as? [[String: Any]])?.map { $0["domain"] as? String } == ["fabrikam.example"])
    #expect(try Self.json(gateway, "send", "--now", "fabrikam.example")["state"] as? String == "unwanted")
    #expect(Self.mailbox(gateway, "reports").isEmpty)
    #expect(try gateway.martlet("dmarc-report", "send", "--now", "silent.example").status != 0)
  }

  @Test("What was counted and sent is known after a restart, and nothing is sent twice")
  func restart() throws {
    let gateway = try Self.started()
    #expect(try Self.send(gateway, from: "contoso.example", by: "192.0.2.9").hasPrefix("250"))
    #expect(try Self.json(gateway, "show", "contoso.example")["messages"] as? Int == 1)
    gateway.kill()
    try gateway.start()
    #expect(try Self.json(gateway, "show", "contoso.example")["messages"] as? Int == 1)
    #expect(try Self.json(gateway, "send", "--now", "contoso.example")["state"] as? String == "sent")
    gateway.kill()
    try gateway.start()
    #expect(try gateway.martlet("dmarc-report", "send", "--now", "contoso.example").status != 0)
    #expect(try Self.json(gateway, "show", "contoso.example")["state"] as? String == "sent")
    #expect(eventually { !Self.mailbox(gateway, "reports").isEmpty })
    // A crash between the delivery and its note in the queue may double a message, as any; its id is the same.
    let ids = Self.mailbox(gateway, "reports").map { $0.firstMatch(of: /Message-ID: <(.*)>/)?.1 }
    #expect(Set(ids).count == 1, "\(ids)")
  }

  @Test("Where reports are read and not wanted as mail, they are not delivered; mail without one is")
  func undelivered() throws {
    let gateway = try Self.started("  deliverReceived: false")
    let report = """
      From: reporter@fabrikam.example
      To: reports@contoso.example
      Subject: Report Domain: contoso.example
      Content-Type: text/xml; name=report.xml

      <?xml version="1.0"?><feedback><report_metadata><org_name>fabrikam</org_name><report_id>7</report_id>
      <date_range><begin>1795305600</begin><end>4102444800</end></date_range></report_metadata>
      <policy_published><domain>contoso.example</domain><p>none</p></policy_published>
      <record><row><source_ip>203.0.113.9</source_ip><count>5</count><policy_evaluated><disposition>none</disposition>
      <dkim>pass</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>contoso.example</header_from>
      </identifiers></record></feedback>
      """
    let recipient = "reports@contoso.example"
    #expect(try Self.send(gateway, from: "fabrikam.example", by: "192.0.2.9", to: recipient, report).hasPrefix("250"))
    let received = try Self.json(gateway, "received")
    #expect((received["reports"] as? [[String: Any]])?.first?["provenSender"] as? String == "fabrikam.example")
    let hello = Self.message(from: "silent.example", subject: "a question")
    #expect(try Self.send(gateway, from: "silent.example", by: "192.0.2.9", to: recipient, hello).hasPrefix("250"))
    #expect(eventually { Self.mailbox(gateway, "reports").count == 1 })
    #expect(Self.mailbox(gateway, "reports").first?.contains("a question") == true)
  }
}
