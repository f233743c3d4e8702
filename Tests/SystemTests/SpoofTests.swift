import Foundation
import MartletTestKit
import Testing

@Suite("Mail in the name of others, through a gateway that asks a zone", .serialized)
struct SpoofTests {
  private static let zone = """
    {"contoso.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
     "_dmarc.contoso.example": {"TXT": ["v=DMARC1; p=reject"]},
     "fabrikam.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
     "7.100.51.198.in-addr.arpa": {"PTR": ["out.sender.example"]}, "out.sender.example": {"A": ["198.51.100.7"]}}
    """

  private static func message(from domain: String) -> String {
    """
    From: Ines <ines@\(domain)>
    To: ada@example.test
    Subject: Minutes
    Date: Thu, 19 Nov 2026 16:05:11 +0100
    Message-ID: <minutes@\(domain)>

    here is what we agreed on.
    """
  }

  private static func started() throws -> Gateway {
    let gateway = try Gateway(listener: "    xclient: [127.0.0.1]", start: false)
    try zone.write(to: gateway.folder.url.appendingPathComponent("zone.json"), atomically: true, encoding: .utf8)
    try gateway.start()
    return gateway
  }

  /// Sends as a client at `address`; the reply to the end of the message.
  private static func send(_ gateway: Gateway, from domain: String, by address: String) throws -> String {
    let connection = try SMTPConnection.greeted(port: gateway.port)
    _ = try connection.command("XCLIENT ADDR=\(address) NAME=[UNAVAILABLE]")
    _ = try connection.command("EHLO out.sender.example")
    return try connection.transaction(from: "ines@\(domain)", to: ["ada@example.test"], message(from: domain))
  }

  @Test("A policy of reject is kept, until the pair is allowed; a block takes back what authentication proves")
  func pairs() throws {
    let gateway = try Self.started()
    let reply = try Self.send(gateway, from: "contoso.example", by: "198.51.100.7")
    #expect(reply.hasPrefix("550 5.7.509 Access denied, sending domain contoso.example does not pass DMARC"))

    #expect(try gateway.martlet("spoof", "allow", "contoso.example, sender.example", "--note", "their shop").status == 0)
    #expect(try gateway.martlet("spoof", "pairs").output.contains("allow   contoso.example, sender.example"))
    #expect(try Self.send(gateway, from: "contoso.example", by: "198.51.100.7").hasPrefix("250"))
    #expect(eventually { gateway.mailbox("ada").count == 1 })
    #expect(gateway.mailbox("ada").first?.contains("compauth=none reason=400") == true)

    #expect(try gateway.martlet("spoof", "block", "contoso.example, 192.0.2.0/24").status == 0)
    #expect(try Self.send(gateway, from: "contoso.example", by: "192.0.2.9").hasPrefix("250"))
    #expect(eventually { gateway.mailbox("ada", folder: "Junk").count == 1 })
    #expect(gateway.mailbox("ada", folder: "Junk").first?.contains("compauth=fail reason=002") == true)

    #expect(try gateway.martlet("spoof", "remove", "contoso.example, sender.example").status == 0)
    #expect(try gateway.martlet("spoof", "remove", "contoso.example, sender.example").status != 0)
    #expect(try Self.send(gateway, from: "contoso.example", by: "198.51.100.7").hasPrefix("550 5.7.509"))
  }

  @Test("Who sends in whose name is counted and listed, and what is proven is not")
  func list() throws {
    let gateway = try Self.started()
    for address in ["198.51.100.7", "198.51.100.7", "192.0.2.9"] {
      #expect(try Self.send(gateway, from: "fabrikam.example", by: address).hasPrefix("250"))
    }
    let list = try gateway.martlet("spoof", "list", "--json")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any])
    let items = try #require(document["items"] as? [[String: Any]])
    #expect(items.count == 1)
    #expect(items.first?["spoofedUser"] as? String == "fabrikam.example")
    #expect(items.first?["sendingInfrastructure"] as? String == "sender.example")
    #expect(items.first?["messageCount"] as? Int == 2)
    #expect(items.first?["spoofType"] as? String == "External")
  }
}
