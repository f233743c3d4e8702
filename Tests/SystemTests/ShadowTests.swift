import Foundation
import MartletTestKit
import Testing

@Suite("Beside another filter, through the binary", .serialized)
struct ShadowTests {
  private static func message(_ report: String, _ text: String) -> String {
    """
    X-Forefront-Antispam-Report: \(report)
    X-MS-Exchange-Organization-SCL: 1
    From: Eve <eve@contoso.example>
    To: ada@example.test
    Subject: Offer
    Date: Thu, 19 Nov 2026 16:05:11 +0100
    Message-ID: <offer@contoso.example>

    \(text)
    """
  }

  private struct Report: Decodable {
    struct Disagreement: Decodable { let reason: String }
    let copies: Int
    let bothWanted: Int
    let onlyOurs: Int
    let onlyTheirs: Int
    let untold: Int
    let disagreements: [Disagreement]
  }

  @Test("Nothing comes of what is decided: mail passes as it came, and a report tells where the two disagree")
  func report() throws {
    let gateway = try Gateway(start: false)
    let text = try String(contentsOf: gateway.configuration, encoding: .utf8)
    try text.replacingOccurrences(of: "  - name: example\n", with: "  - name: example\n    shadow: eop\n")
      .write(to: gateway.configuration, atomically: true, encoding: .utf8)
    try gateway.start()
    #expect(try gateway.martlet("connection-filter", "set", "ipBlockList=127.0.0.1").status == 0)
    let connection = try SMTPConnection.greeted(port: gateway.port)
    _ = try connection.command("EHLO out.contoso.example")
    for (report, text) in [
      ("SCL:1;SFV:NSPM;CAT:NONE;", "here is what we agreed on."), ("SCL:5;SFV:SPM;CAT:SPM;", "here is what we agreed on."),
      ("nothing", "here is what we agreed on."),
    ] {
      let reply = try connection.transaction(
        from: "eve@contoso.example", to: ["ada@example.test"], Self.message(report, text))
      #expect(reply.hasPrefix("250"), "\(reply)")
    }
    #expect(eventually { gateway.mailbox("ada").count == 3 })
    for mail in gateway.mailbox("ada") {
      // What the other filter left is what the mailbox server goes by; this one adds where it came through.
      #expect(mail.contains("\r\nX-Forefront-Antispam-Report: ") || mail.contains("\nX-Forefront-Antispam-Report: "))
      #expect(mail.contains("X-MS-Exchange-Organization-SCL: 1"))
      #expect(!mail.contains("Authentication-Results") && mail.components(separatedBy: "X-Forefront").count == 2)
    }
    let answer = try gateway.martlet("shadow", "report", "--json")
    let report = try JSONDecoder().decode(Report.self, from: Data(answer.output.utf8))
    // All are of a client on the IP Block List. The third says nothing in its report, and has a level.
    #expect((report.copies, report.bothWanted, report.onlyOurs, report.onlyTheirs, report.untold) == (3, 0, 2, 0, 0))
    #expect(report.disagreements.first?.reason.contains("the IP Block List has the client 127.0.0.1") == true)
    let shown = try gateway.martlet("shadow", "report").output
    #expect(shown.contains("SCL:1") && shown.contains("the IP Block List has the client 127.0.0.1"))
  }
}
