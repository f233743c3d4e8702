import Foundation
import MartletTestKit
import Testing

@Suite("Real peers on either side of the gateway", .serialized)
struct PeerTests {
  @Test("Postfix smtp-source to Martlet to Postfix smtp-sink: every message arrives, with our trace on it")
  func postfix() throws {
    let sink = try SMTPSink()
    let gateway = try Gateway(nextHop: "smtp://127.0.0.1:\(sink.port)")
    let source = try CommandResult.run(
      "/usr/sbin/smtp-source",
      ["-s", "10", "-m", "200", "-l", "5000", "-f", "a@partner.example", "-t", "ada@example.test", "127.0.0.1:\(gateway.port)"])
    #expect(source.status == 0, "\(source.errors)")
    #expect(try eventually { try sink.messages().count == 200 })
    #expect(try sink.messages().allSatisfy { $0.contains("by mx.example.test with") && $0.contains("SFV:NSPM") })
    #expect(eventually { (try? gateway.martlet("queue", "list", "--json"))?.output.contains("traceID") == false })
  }

  @Test("swaks with STARTTLS: the message arrives, and Received says it was protected")
  func startTLS() throws {
    let gateway = try Gateway(settings: "tls: {certificate: certificate.pem, key: key.pem}", start: false)
    try Certificate.make(in: gateway.folder.url)
    try gateway.start()
    let result = try CommandResult.run(
      "/usr/bin/swaks",
      [
        "--server", "127.0.0.1:\(gateway.port)", "--tls", "--ehlo", "partner.example", "--from", "a@partner.example", "--to",
        "ada@example.test", "--header", "Subject: protected",
      ])
    #expect(result.status == 0, "\(result.output)")
    #expect(eventually { gateway.mailbox("ada").count == 1 })
    let message = try #require(gateway.mailbox("ada").first)
    #expect(message.contains("with ESMTPS") && message.contains("(using TLSv1."))
  }

  @Test("swaks signs in on the submission port and sends out; without signing in it may not")
  func submission() throws {
    let sink = try SMTPSink()
    let port = try Loopback.freePort()
    let gateway = try Gateway(
      settings: """
        tls: {certificate: certificate.pem, key: key.pem}
        users: users
        relay: "smtp://127.0.0.1:\(sink.port)"
        """, listener: "  - {kind: submission, address: \"127.0.0.1:\(port)\"}", start: false)
    try Certificate.make(in: gateway.folder.url)
    let line = try CommandResult.run(Gateway.executable.path, ["user", "hash", "ada"], input: Data("secret words\n".utf8))
    #expect(line.status == 0, "\(line.errors)")
    try line.output.write(to: gateway.folder.url.appendingPathComponent("users"), atomically: true, encoding: .utf8)
    try gateway.start()
    let common = [
      "--server", "127.0.0.1:\(port)", "--tls", "--ehlo", "desk.example", "--from", "ada@example.test", "--to",
      "b@elsewhere.example",
    ]
    let sent = try CommandResult.run(
      "/usr/bin/swaks", common + ["--auth", "PLAIN", "--auth-user", "ada", "--auth-password", "secret words"])
    #expect(sent.status == 0, "\(sent.output)")
    #expect(try eventually { try sink.messages().count == 1 })
    #expect(try sink.messages().first?.contains("DIR:OUT") == true)
    let refused = try CommandResult.run("/usr/bin/swaks", common)
    #expect(refused.output.contains("530 5.7.0"))
    #expect(!gateway.log.contains("secret words"))
  }

  @Test("BDAT in chunks: one message, its bytes as sent")
  func chunking() throws {
    let gateway = try Gateway()
    let connection = try SMTPConnection(port: gateway.port)
    _ = try connection.reply()
    #expect(try connection.command("EHLO client.test").contains("CHUNKING"))
    _ = try connection.command("MAIL FROM:<a@partner.example>")
    _ = try connection.command("RCPT TO:<ada@example.test>")
    for chunk in ["BDAT 20\r\nSubject: chunks\r\n\r\nx", "BDAT 10 LAST\r\n.\r\n..\r\nend"] {
      try connection.send(chunk)
      #expect(try connection.reply().hasPrefix("250"))
    }
    #expect(eventually { gateway.arrived("ada").count == 1 })
    #expect(gateway.arrived("ada").first?.hasSuffix("Subject: chunks\r\n\r\nx.\r\n..\r\nend") == true)
  }

  @Test("Dovecot over LMTP, read back over IMAP: the bytes as sent, below what we added", .enabled(if: geteuid() == 0))
  func dovecot() throws {
    let dovecot = try DovecotPeer()
    let gateway = try Gateway(nextHop: "lmtp:\(dovecot.lmtpSocket)")
    let connection = try SMTPConnection.greeted(port: gateway.port)
    let body = "Subject: caf\u{e9}\n\n.leading dot\nlast line  \n" + String(repeating: "z", count: 900)
    #expect(try connection.transaction(from: "a@partner.example", to: ["ada@example.test"], body).hasPrefix("250"))
    #expect(try eventually { try dovecot.inbox(of: "ada@example.test").count == 1 })
    let fetched = try CommandResult.run(
      "/usr/bin/curl",
      ["-s", "--user", "ada@example.test:secret", "imap://127.0.0.1:\(dovecot.imapPort)/INBOX;UID=1"])
    #expect(fetched.status == 0, "\(fetched.errors)")
    #expect(fetched.output.hasSuffix(body.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n"))
    #expect(fetched.output.contains("X-Forefront-Antispam-Report: "))
  }
}

/// A certificate nobody vouches for, made by openssl.
enum Certificate {
  static func make(in folder: URL) throws {
    let result = try CommandResult.run(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=mx.example.test", "-keyout",
        folder.appendingPathComponent("key.pem").path, "-out", folder.appendingPathComponent("certificate.pem").path,
      ])
    guard result.status == 0 else { throw Gateway.Failure(description: "openssl: \(result.errors)") }
  }
}
