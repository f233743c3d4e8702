import Foundation
import MartletTestKit
import Testing

@Suite("Mail is looked at for viruses beside the scan")
struct AntivirusTests {
  private static func settings(_ address: String, _ more: String = "") -> String {
    "antivirus: {clamd: {address: \"\(address)\"\(more)}}"
  }

  private static func send(_ gateway: Gateway, _ body: String) throws -> String {
    let connection = try SMTPConnection(port: gateway.port)
    _ = try connection.reply()
    for line in ["EHLO localhost", "MAIL FROM:<a@sender.example>", "RCPT TO:<user@example.test>", "DATA"] {
      _ = try connection.command(line)
    }
    return try connection.command("Subject: test\r\n\r\n\(body)\r\n.")
  }

  @Test("While clamd is away mail is deferred, and taken once it is back; the reply names nothing of the inside")
  func deferred() throws {
    let peer = try ClamdPeer()
    let gateway = try Gateway(settings: Self.settings(peer.socket))
    #expect(try Self.send(gateway, "hello").hasPrefix("250 "))
    peer.stop()
    let reply = try Self.send(gateway, "hello")
    #expect(reply == "451 4.7.1 The message cannot be checked at the moment, try again later")
    #expect(gateway.log.contains("antivirus"))
  }

  @Test("The configuration may let mail pass while clamd is away")
  func accepted() throws {
    let gateway = try Gateway(settings: Self.settings("/nonexistent/clamd.sock", ", onFailure: accept"))
    #expect(try Self.send(gateway, "hello").hasPrefix("250 "))
  }

  @Test("The status says which virus scanner is asked, and how it is")
  func status() throws {
    let peer = try ClamdPeer()
    let gateway = try Gateway(settings: Self.settings(peer.socket))
    #expect(try Self.send(gateway, "hello").hasPrefix("250 "))
    let well = try gateway.martlet("status")
    #expect(well.output.contains("antivirus clamd"))
    #expect(well.output.contains("\(peer.socket): used"))
    peer.stop()
    _ = try Self.send(gateway, "hello")
    #expect(try gateway.martlet("status").output.contains("failing: cannot connect"))
    let without = try Gateway()
    #expect(try without.martlet("status").output.contains("none configured"))
  }
}
