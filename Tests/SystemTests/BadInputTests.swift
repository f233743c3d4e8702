import Foundation
import MartletTestKit
import Testing

@Suite("Bad input gets a clear answer; nothing is lost, nothing hangs", .serialized)
struct BadInputTests {
  @Test("Half a message and then nothing: no copy, and the next message passes")
  func halfAMessage() throws {
    let gateway = try Gateway()
    var connection: SMTPConnection? = try SMTPConnection.greeted(port: gateway.port)
    _ = try connection?.command("MAIL FROM:<a@partner.example>")
    _ = try connection?.command("RCPT TO:<ada@example.test>")
    _ = try connection?.command("DATA")
    try connection?.send("Subject: half\r\n\r\nand then")
    connection = nil
    let next = try SMTPConnection.greeted(port: gateway.port)
    #expect(try next.transaction(from: "a@partner.example", to: ["ada@example.test"], DeliveryTests.ordinary).hasPrefix("250"))
    #expect(eventually { gateway.mailbox("ada").count == 1 })
    #expect(gateway.mailbox("ada").first?.contains("Subject: Minutes") == true)
  }

  @Test("A declared size of 2 GB is refused before a byte of it is sent")
  func declaredSize() throws {
    let gateway = try Gateway()
    let connection = try SMTPConnection.greeted(port: gateway.port)
    #expect(try connection.command("MAIL FROM:<a@partner.example> SIZE=2147483648").hasPrefix("552 5.3.4"))
    #expect(try connection.command("MAIL FROM:<a@partner.example> SIZE=99999999999999999999999").hasPrefix("5"))
    #expect(try connection.command("MAIL FROM:<a@partner.example> SIZE=100").hasPrefix("250"))
  }

  @Test("A header line of one megabyte is refused at the end of the message, and the session goes on")
  func longHeaderLine() throws {
    let gateway = try Gateway()
    let connection = try SMTPConnection.greeted(port: gateway.port)
    let message = "Subject: " + String(repeating: "x", count: 1 << 20) + "\r\n\r\nbody"
    let reply = try connection.transaction(from: "a@partner.example", to: ["ada@example.test"], message)
    #expect(reply.hasPrefix("552 5.3.4") || reply.hasPrefix("500 5.5.2") || reply.hasPrefix("550"))
    #expect(try connection.command("NOOP").hasPrefix("250"))
  }

  @Test("Ten thousand recipients: those above the limit are refused one by one, the others get the message")
  func manyRecipients() throws {
    let gateway = try Gateway(settings: "limits: {recipientsPerMessage: 100}")
    let connection = try SMTPConnection.greeted(port: gateway.port)
    _ = try connection.command("MAIL FROM:<a@partner.example>")
    var accepted = 0
    for batch in 0..<10 {
      try connection.send((0..<1000).map { "RCPT TO:<user\(batch * 1000 + $0)@example.test>\r\n" }.joined())
      for _ in 0..<1000 {
        guard let reply = try? connection.reply() else { break }
        if reply.hasPrefix("250") { accepted += 1 } else { #expect(reply.hasPrefix("452 4.5.3") || reply.hasPrefix("421")) }
        if reply.hasPrefix("421") { return }
      }
    }
    #expect(accepted == 100)
  }

  @Test("Garbage before EHLO ends the connection, not the gateway")
  func garbage() throws {
    let gateway = try Gateway()
    for bytes in [
      Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8), [UInt8](repeating: 0, count: 5000), (0..<5000).map { UInt8($0 % 251) },
    ] {
      let connection = try SMTPConnection(port: gateway.port)
      _ = try connection.reply()
      try? connection.send(bytes)
      _ = try? connection.reply()
    }
    let next = try SMTPConnection.greeted(port: gateway.port)
    #expect(try next.command("NOOP").hasPrefix("250"))
  }

  @Test("A port in use: one line that names it, and status 69")
  func portInUse() throws {
    let first = try Gateway()
    let second = try Gateway(start: false)
    let text = try String(contentsOf: second.configuration, encoding: .utf8)
    try text.replacingOccurrences(of: ":\(second.port)\"", with: ":\(first.port)\"").write(
      to: second.configuration, atomically: true, encoding: .utf8)
    let result = try second.martlet("serve")
    #expect(result.status == 69)
    #expect(result.errors.contains("127.0.0.1:\(first.port)"))
  }

  @Test("An unreadable certificate: one line that names the file, and nothing starts")
  func unreadableCertificate() throws {
    let gateway = try Gateway(settings: "tls: {certificate: missing.pem, key: missing-key.pem}", start: false)
    let result = try gateway.martlet("serve")
    #expect(result.status != 0)
    #expect(result.errors.contains("missing.pem"))
    try "no certificate".write(to: gateway.folder.url.appendingPathComponent("missing.pem"), atomically: true, encoding: .utf8)
    try "no key".write(to: gateway.folder.url.appendingPathComponent("missing-key.pem"), atomically: true, encoding: .utf8)
    let second = try gateway.martlet("serve")
    #expect(second.status != 0)
    #expect(second.errors.contains("missing.pem"))
  }

  @Test("A message that went in circles is refused as a loop")
  func loop() throws {
    let gateway = try Gateway(settings: "queue: {maximumHops: 10}")
    let connection = try SMTPConnection.greeted(port: gateway.port)
    let message =
      String(repeating: "Received: from a by b; Thu, 19 Nov 2026 09:30:00 +0000\n", count: 11) + DeliveryTests.ordinary
    #expect(try connection.transaction(from: "a@partner.example", to: ["ada@example.test"], message).hasPrefix("554 5.4.6"))
  }
}
