import Foundation
import MartletTestKit
import Testing

@Suite("Message trace, through the binary", .serialized)
struct TraceTests {
  private static let zone = """
    {"contoso.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
     "_dmarc.contoso.example": {"TXT": ["v=DMARC1; p=reject"]},
     "7.100.51.198.in-addr.arpa": {"PTR": ["out.sender.example"]}, "out.sender.example": {"A": ["198.51.100.7"]}}
    """

  private static func message(from domain: String) -> String {
    """
    From: Ines <ines@\(domain)>
    To: ada@example.test
    Subject: Minutes of \(domain)
    Date: Thu, 19 Nov 2026 16:05:11 +0100
    Message-ID: <minutes@\(domain)>

    here is what we agreed on.
    """
  }

  private static func started(settings: String = "") throws -> Gateway {
    let gateway = try Gateway(settings: settings, listener: "    xclient: [127.0.0.1]", start: false)
    try zone.write(to: gateway.folder.url.appendingPathComponent("zone.json"), atomically: true, encoding: .utf8)
    let text = try String(contentsOf: gateway.configuration, encoding: .utf8)
    let other = """
      organizations:
        - name: other
          domains:
            - name: other.test
              recipients: any
              nextHop: "maildir:\(gateway.folder.path)/mail"
      """
    try text.replacingOccurrences(of: "organizations:", with: other)
      .write(to: gateway.configuration, atomically: true, encoding: .utf8)
    try gateway.start()
    return gateway
  }

  private static func send(_ gateway: Gateway, from domain: String, to recipients: [String]) throws -> String {
    let connection = try SMTPConnection.greeted(port: gateway.port)
    _ = try connection.command("XCLIENT ADDR=198.51.100.7 NAME=[UNAVAILABLE]")
    _ = try connection.command("EHLO out.sender.example")
    return try connection.transaction(from: "ines@\(domain)", to: recipients, message(from: domain))
  }

  private static func rows(_ gateway: Gateway, _ arguments: String...) throws -> [[String: Any]] {
    let result = try gateway.run(["trace", "search", "--json"] + arguments)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    return try #require(document["items"] as? [[String: Any]])
  }

  @Test("What was delivered, to whom and why, is told for each organization apart")
  func delivered() throws {
    let gateway = try Self.started()
    let reply = try Self.send(
      gateway, from: "fabrikam.example", to: ["ada@example.test", "bob@other.test", "eve@example.test"])
    #expect(reply.hasPrefix("250"))
    #expect(try eventually { try Self.rows(gateway, "--status", "Delivered").count == 3 })

    let own = try Self.rows(gateway, "--organization", "example", "--sender", "*@FABRIKAM.example")
    #expect(Set(own.compactMap { $0["recipient"] as? String }) == ["ada@example.test", "eve@example.test"])
    #expect(own.first?["subject"] as? String == "Minutes of fabrikam.example")
    #expect(try Self.rows(gateway, "--message-id", "minutes@fabrikam.example").count == 3)
    #expect(try Self.rows(gateway, "--recipient", "*@other.test").count == 1)
    #expect(try Self.rows(gateway, "--client", "192.0.2.1").isEmpty)

    let id = try #require(own.first?["traceID"] as? String)
    let shown = try gateway.martlet("trace", "show", id, "--recipient", "ada@example.test").output
    #expect(shown.contains("ada@example.test") && shown.contains("Delivered") && shown.contains("Deliver "))
    #expect(shown.contains("SCL"))
    let whole = try gateway.martlet("trace", "show", id, "--organization", "example", "--json").output
    #expect(whole.contains("eve@example.test") && !whole.contains("other.test"))
    let explained = try gateway.martlet("trace", "explain", id, "--recipient", "ada@example.test").output
    #expect(explained.contains("What it was judged by") && explained.contains("spam score, the sum"))
    #expect(explained.contains("Delivered as not spam by policy Default") && explained.contains("otherwise: with"))
    #expect(try gateway.martlet("trace", "explain", id, "--json").output.contains("\"today\""))
    #expect(try gateway.martlet("trace", "show", "00000000-0000-4000-8000-000000000000").status != 0)
  }

  @Test("The cmdlets of Exchange find the same, page by page")
  func cmdlets() throws {
    let gateway = try Self.started()
    let everybody = ["ada@example.test", "bea@example.test", "eve@example.test"]
    #expect(try Self.send(gateway, from: "fabrikam.example", to: everybody).hasPrefix("250"))
    let search = ["Get-MessageTraceV2", "-SenderAddress", "*@fabrikam.example", "-Subject", "minutes"]
    let whole = search + ["-SubjectFilterType", "startswith", "-Status", "delivered"]
    #expect(
      try eventually {
        let found = try gateway.run(whole).output
        return everybody.allSatisfy(found.contains)
      })
    #expect(try gateway.run(search + ["-SubjectFilterType", "EndsWith"]).output == "No message is like that.\n")

    let first = try gateway.run(search + ["-ResultSize", "2"]).output
    let more = try #require(first.split(separator: "\n").last { $0.hasPrefix("More with ") })
    let words = more.dropFirst("More with ".count).split(separator: " ").map { $0.filter { $0 != "'" } }
    let second = try gateway.run(search + words).output
    let shown = everybody.filter { first.contains("<ines@fabrikam.example>  \($0)") }
    #expect(shown.count == 2 && shown.allSatisfy { !second.contains("<ines@fabrikam.example>  \($0)") })

    let id = try #require(try Self.rows(gateway).first?["traceID"] as? String)
    let detail = ["Get-MessageTraceDetailV2", "-MessageTraceId", id, "-RecipientAddress", "eve@example.test"]
    #expect(try gateway.run(detail).output.contains("Receive"))
    let delivery = try gateway.run(detail + ["-Event", "DELIVER"]).output
    #expect(delivery.contains("Deliver") && !delivery.contains("Receive"))
    #expect(try gateway.run(detail.dropLast() + ["bob@other.test"]).output.hasPrefix("Nothing like that"))
  }

  @Test("What was rejected has a row with the reply; subjects are left out where the configuration says so")
  func rejected() throws {
    let gateway = try Self.started(settings: "trace: {subjects: false}")
    #expect(try Self.send(gateway, from: "contoso.example", to: ["ada@example.test"]).hasPrefix("550 5.7.509"))
    #expect(try eventually { try Self.rows(gateway, "--status", "FilteredAsSpam").count == 1 })
    let row = try #require(try Self.rows(gateway).first)
    #expect(row["subject"] as? String == "")
    let shown = try gateway.martlet("trace", "show", try #require(row["traceID"] as? String)).output
    #expect(shown.contains("Fail") && shown.contains("550 5.7.509"))
  }

  @Test("The trace of acknowledged mail survives SIGKILL")
  func killed() throws {
    let gateway = try Self.started()
    for _ in 0..<20 {
      #expect(try Self.send(gateway, from: "fabrikam.example", to: ["ada@example.test"]).hasPrefix("250"))
    }
    gateway.kill()
    try gateway.start()
    #expect(try Self.rows(gateway).count == 20)
    #expect(try eventually { try Self.rows(gateway, "--status", "Delivered").count == 20 })
  }
}
