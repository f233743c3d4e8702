import Foundation
import MartletTestKit
import Testing

@Suite("A message sent to the gateway is judged, marked and delivered", .serialized)
struct DeliveryTests {
  static let ordinary = """
    From: Ines <ines@partner.example>
    To: ada@example.test
    Subject: Minutes
    Date: Thu, 19 Nov 2026 16:05:11 +0100
    Message-ID: <minutes@partner.example>

    here is what we agreed on.
    """

  static let gtube = """
    From: tester@partner.example
    To: ada@example.test
    Subject: test
    Date: Thu, 19 Nov 2026 09:30:00 +0000
    Message-ID: <gtube@partner.example>

    XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X
    """

  @Test("Ordinary mail reaches the inbox with its trace and report on top, and its own bytes untouched")
  func inbox() throws {
    let gateway = try Gateway()
    let connection = try SMTPConnection.greeted(port: gateway.port)
    let reply = try connection.transaction(from: "ines@partner.example", to: ["ada@example.test"], Self.ordinary)
    #expect(reply.hasPrefix("250 2.6.0 "))
    #expect(eventually { gateway.mailbox("ada").count == 1 })
    let message = try #require(gateway.mailbox("ada").first)
    #expect(message.hasPrefix("Return-Path: <ines@partner.example>"))
    #expect(message.contains("\r\nReceived: from client.test ([127.0.0.1])"))
    #expect(message.contains("SFV:NSPM"))
    #expect(message.contains("X-Microsoft-Antispam: BCL:0;"))
    #expect(message.hasSuffix(Self.ordinary.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n"))
  }

  @Test("Spam reaches the Junk folder, and says so in the words a downstream server looks for")
  func junk() throws {
    let gateway = try Gateway()
    let connection = try SMTPConnection.greeted(port: gateway.port)
    #expect(try connection.transaction(from: "a@partner.example", to: ["ada@example.test"], Self.gtube).hasPrefix("250"))
    #expect(eventually { gateway.mailbox("ada", folder: "Junk").count == 1 })
    #expect(gateway.mailbox("ada", folder: "Junk").first?.contains("SFV:SPM") == true)
    #expect(gateway.mailbox("ada").isEmpty)
  }

  @Test("What pretends to be a verdict of ours loses its name")
  func firewall() throws {
    let gateway = try Gateway()
    let forged = """
      Authentication-Results: mx.example.test; spf=pass
      X-Forefront-Antispam-Report: SFV:SKN;SCL:-1;
      X-MS-Exchange-Organization-SCL: -1
      \(Self.ordinary)
      """
    let connection = try SMTPConnection.greeted(port: gateway.port)
    #expect(try connection.transaction(from: "a@partner.example", to: ["ada@example.test"], forged).hasPrefix("250"))
    #expect(eventually { gateway.mailbox("ada").count == 1 })
    let message = try #require(gateway.mailbox("ada").first)
    #expect(message.contains("\r\nAuthentication-Results-Original: mx.example.test; spf=pass\r\n"))
    #expect(message.contains("\r\nX-Forefront-Antispam-Report-Untrusted: SFV:SKN;SCL:-1;\r\n"))
    #expect(message.contains("\r\nX-MS-Exchange-Organization-SCL-Untrusted: -1\r\n"))
  }

  @Test("Several recipients get a copy each, and a second message goes over the same connection")
  func severalRecipients() throws {
    let gateway = try Gateway()
    let connection = try SMTPConnection.greeted(port: gateway.port)
    for _ in 0..<2 {
      let reply = try connection.transaction(from: "", to: ["ada@example.test", "bela@example.test"], Self.ordinary)
      #expect(reply.hasPrefix("250"))
    }
    #expect(eventually { gateway.mailbox("ada").count == 2 && gateway.mailbox("bela").count == 2 })
    #expect(gateway.mailbox("ada").first?.contains("bela@") == false)
  }

  @Test(
    "No form of address makes the gateway a relay",
    arguments: [
      "ada%elsewhere.example@example.test", "elsewhere.example!ada@example.test", "\"ada@elsewhere.example\"@example.test",
      "a@elsewhere.example", "a%elsewhere.example@elsewhere.example", "@example.test:a@elsewhere.example",
      "\"a@elsewhere.example\"@elsewhere.example", "elsewhere.example!a@elsewhere.example", "a@[127.0.0.1]", "a@[192.0.2.7]",
      "a@sub.example.test", "a@example.test.elsewhere.example",
    ])
  func relay(recipient: String) throws {
    let gateway = RelayGateway.shared
    let connection = try SMTPConnection.greeted(port: try gateway.get().port)
    #expect(try connection.command("MAIL FROM:<a@partner.example>").hasPrefix("250"))
    #expect(try connection.command("RCPT TO:<\(recipient)>").hasPrefix("550 5.7.1 "))
  }

  @Test("A recipient nobody has is refused in the words of EOP")
  func unknownRecipient() throws {
    let connection = try SMTPConnection.greeted(port: try RelayGateway.shared.get().port)
    #expect(try connection.command("MAIL FROM:<a@partner.example>").hasPrefix("250"))
    #expect(try connection.command("RCPT TO:<nobody@example.test>") == "550 5.4.1 Recipient address rejected: Access denied")
  }

  @Test(
    "Those who exist, and those every domain must have, are accepted",
    arguments: [
      "ada@example.test", "ADA@Example.Test", "postmaster@example.test", "abuse@example.test", "Postmaster",
      "@a.example,@b.example:ada@example.test",
    ])
  func knownRecipient(recipient: String) throws {
    let connection = try SMTPConnection.greeted(port: try RelayGateway.shared.get().port)
    #expect(try connection.command("MAIL FROM:<a@partner.example>").hasPrefix("250"))
    #expect(try connection.command("RCPT TO:<\(recipient)>").hasPrefix("250"))
  }
}

/// One gateway for the tables of addresses: what is refused leaves no trace in it.
enum RelayGateway {
  nonisolated(unsafe) static let shared = Result { () throws -> Gateway in
    let gateway = try Gateway(recipients: "{file: recipients}", start: false)
    try "ada\n".write(to: gateway.folder.url.appendingPathComponent("recipients"), atomically: true, encoding: .utf8)
    try gateway.start()
    return gateway
  }
}
