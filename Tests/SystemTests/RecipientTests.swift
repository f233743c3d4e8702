import Foundation
import MartletTestKit
import Testing

@Suite("Recipients and groups that are kept here", .serialized)
struct RecipientTests {
  private func reply(_ gateway: Gateway, to recipient: String) throws -> String {
    let connection = try SMTPConnection.greeted(port: gateway.port)
    _ = try connection.command("MAIL FROM:<ines@contoso.example>")
    return try connection.command("RCPT TO:<\(recipient)>")
  }

  @Test("Whoever is made receives at once, by any address, also after a restart; whoever is removed is refused")
  func life() throws {
    let gateway = try Gateway(recipients: "directory")
    #expect(try reply(gateway, to: "ada@example.test").hasPrefix("550 5.4.1 Recipient address rejected: Access denied"))
    #expect(try gateway.martlet("user", "create", "ada@example.test", "--alias", "a.l@example.test").status == 0)
    #expect(try gateway.martlet("group", "create", "staff@example.test", "--member", "A.L@example.test").status == 0)
    let shown = try gateway.martlet("user", "show", "a.l@example.test")
    #expect(shown.output.contains("ada@example.test") && shown.output.contains("staff@example.test"))
    for address in ["ada@example.test", "A.L@example.test", "ada+shop@example.test", "staff@example.test"] {
      #expect(try reply(gateway, to: address).hasPrefix("250"), "\(address)")
    }
    #expect(try gateway.martlet("user", "create", "bela@example.test", "--alias", "ada@example.test").status == 1)
    #expect(try gateway.martlet("status").output.contains("1, and 1 groups"))

    gateway.kill()
    try gateway.start()
    #expect(try reply(gateway, to: "a.l@example.test").hasPrefix("250"))
    #expect(try gateway.martlet("group", "remove", "staff@example.test").status == 0)
    #expect(try reply(gateway, to: "staff@example.test").hasPrefix("550 5.4.1"))
    #expect(try gateway.martlet("user", "list").output.contains("ada@example.test"))
  }
}
