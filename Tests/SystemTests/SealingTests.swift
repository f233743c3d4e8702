import Foundation
import MartletTestKit
import Testing

@Suite("Mail of strangers that is sealed before it is passed on")
struct SealingTests {
  private struct Keys: Decodable {
    struct Key: Decodable {
      let recordName: String
      let recordText: String
    }

    let items: [Key]
  }

  @Test("The chain of what is delivered holds, by the key that was printed, and tells what was found here")
  func seal() throws {
    let gateway = try Gateway(
      settings: "authentication: {seal: example.test}", listener: "    xclient: [127.0.0.1]", start: false)
    try #"{"partner.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]}}"#
      .write(to: gateway.folder.url.appendingPathComponent("zone.json"), atomically: true, encoding: .utf8)
    try gateway.start()
    #expect(try gateway.martlet("dkim-key", "create", "example.test", "--now").status == 0)
    let connection = try SMTPConnection.greeted(port: gateway.port)
    _ = try connection.command("XCLIENT ADDR=192.0.2.1 NAME=[UNAVAILABLE]")
    _ = try connection.command("EHLO out.partner.example")
    let reply = try connection.transaction(
      from: "ines@partner.example", to: ["ada@example.test"], DeliveryTests.ordinary)
    #expect(reply.hasPrefix("250"))
    #expect(eventually { gateway.mailbox("ada").count == 1 })
    let message = try #require(gateway.mailbox("ada").first)
    #expect(message.contains("\r\nARC-Authentication-Results: i=1;\r\n mx.example.test;\r\n spf=pass"))

    let listed = try gateway.martlet("dkim-key", "list", "--json")
    let keys = try JSONDecoder().decode(Keys.self, from: Data(listed.output.utf8))
    let zone = Dictionary(uniqueKeysWithValues: keys.items.map { ($0.recordName, ["TXT": [$0.recordText]]) })
    let zoneFile = gateway.folder.url.appendingPathComponent("keys.json")
    try JSONEncoder().encode(zone).write(to: zoneFile)
    let check = try CommandResult.run(
      Gateway.executable.path, ["check", "arc", "-", "--zone", zoneFile.path], input: Data(message.utf8))
    #expect(check.output == "pass\n  i=1 sealed by example.test\n", "\(check.output) \(check.errors)")
  }
}
