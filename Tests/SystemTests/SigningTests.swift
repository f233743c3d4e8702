import Foundation
import MartletTestKit
import Testing

@Suite("Outgoing mail is signed", .serialized)
struct SigningTests {
  /// A gateway that relays for this machine to `sink`, with one key of each algorithm that signs.
  private func gateway(_ sink: SMTPSink) throws -> (Gateway, records: String) {
    let gateway = try Gateway(
      settings: """
        trustedNetworks: ["127.0.0.1/32"]
        relay: "smtp://127.0.0.1:\(sink.port)"
        """)
    var records = ""
    for algorithm in ["rsa", "ed25519"] {
      let made = try gateway.martlet("dkim-key", "create", "example.test", "--algorithm", algorithm, "--now")
      #expect(made.status == 0, "\(made.errors)")
      // What is printed for people is what they paste into the zone.
      records += made.output.split(separator: "\n\n", maxSplits: 1).last.map(String.init) ?? ""
    }
    return (gateway, records)
  }

  private func server(_ records: String) throws -> KnotPeer {
    try KnotPeer(zones: ["example.test": "$TTL 300\n@ SOA ns admin 1 3600 900 604800 300\n@ NS ns\nns A 127.0.0.1\n" + records])
  }

  /// A message as it left: without what the sink put above it.
  private func sent(_ message: String) throws -> [UInt8] {
    let lines = message.replacingOccurrences(of: "\r\n", with: "\n")
    let start = try #require(lines.range(of: "DKIM-Signature:"))
    return Array(lines[start.lowerBound...].replacingOccurrences(of: "\n", with: "\r\n").utf8)
  }

  @Test("Small and large mail of our people verifies elsewhere, by the records as they are printed", arguments: [10, 40_000])
  func signed(lines: Int) throws {
    let sink = try SMTPSink()
    let (gateway, records) = try gateway(sink)
    let knot = try server(records)
    defer { knot.stop() }
    let body = String(repeating: "Some  words \t in a line, with white space at its end \n", count: lines)
    let connection = try SMTPConnection.greeted(port: gateway.port)
    let reply = try connection.transaction(
      from: "ada@example.test", to: ["b@elsewhere.example"],
      "From: Ada <ada@example.test>\nTo: b@elsewhere.example\nSubject: words\n\n" + body)
    #expect(reply.hasPrefix("250"), "\(reply)")
    // The sink answers once it has written all of it.
    #expect(eventually { gateway.log.contains("status=sent") })
    let message = try sent(try #require(try sink.messages().first))
    #expect(try DkimpyPeer.verify(message, port: knot.port) == ["pass", "pass"])
    #expect(!gateway.log.contains("PRIVATE KEY"))
  }

  @Test("Nothing is signed that does not come from us: another author, another sender, a stranger in our name")
  func unsigned() throws {
    let sink = try SMTPSink()
    let (gateway, _) = try gateway(sink)
    let connection = try SMTPConnection.greeted(port: gateway.port)
    for (sender, author) in [("ada@example.test", "eve@elsewhere.example"), ("eve@elsewhere.example", "ada@example.test")] {
      _ = try connection.transaction(
        from: sender, to: ["b@elsewhere.example"], "From: \(author)\nTo: b@elsewhere.example\nSubject: x\n\nwords\n")
    }
    #expect(try eventually { try sink.messages().count == 2 })
    #expect(try sink.messages().allSatisfy { !$0.contains("DKIM-Signature") })
  }

  @Test("A backup has the keys: a gateway that restores it signs with them")
  func backup() throws {
    let sink = try SMTPSink()
    let (gateway, _) = try gateway(sink)
    let folder = gateway.folder.path + "/backup"
    let report = try gateway.martlet("backup", folder)
    #expect(report.output.contains("2 signing keys"), "\(report.errors)")
    let mode = try FileManager.default.attributesOfItem(atPath: folder + "/martlet.sqlite")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let other = try Gateway()
    #expect(try other.martlet("restore", folder).output.contains("2 signing keys"))
    let list = try other.martlet("dkim-key", "list").output
    #expect(list.components(separatedBy: " signing ").count == 3, "\(list)")
  }
}
