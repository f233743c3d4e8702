import Foundation
import MartletTestKit
import Testing

/// What becomes of the copies of one message, decided by the policies of two organizations: `example` with `example.test`, and
/// `other` with `other.test`. Mail of eve@contoso.example is spam by their lists.
@Suite("Actions of policies, through the binary", .serialized)
struct PolicyActionTests {
  private static let people = ["ada@example.test", "bob@example.test", "carl@example.test", "dora@example.test"]

  private static func started(settings: String = "", policies: String...) throws -> Gateway {
    let gateway = try Gateway(settings: settings, listener: "    xclient: [127.0.0.1]", start: false)
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
    for (organization, policies) in zip(["example", "other"], policies) { try apply(policies, to: organization, gateway) }
    return gateway
  }

  private static func apply(_ policies: String, to organization: String, _ gateway: Gateway) throws {
    let file = gateway.folder.url.appendingPathComponent("\(organization).yaml")
    try policies.write(to: file, atomically: true, encoding: .utf8)
    let result = try gateway.martlet("apply", "-f", file.path, "--organization", organization)
    #expect(result.status == 0, "\(result.errors)")
  }

  /// The default policy of an organization that blocks the sender.
  private static func blocking(_ action: String, _ parameters: String...) -> String {
    let lines = ["blockedSenders: [eve@contoso.example]", "highConfidenceSpamAction: \(action)"] + parameters
    return "antiSpam:\n  default:\n" + lines.map { "    \($0)\n" }.joined()
  }

  private static func send(
    _ gateway: Gateway, from sender: String = "eve@contoso.example", to recipients: [String], client: String? = nil
  ) throws -> String {
    let connection = try SMTPConnection.greeted(port: gateway.port)
    if let client { _ = try connection.command("XCLIENT ADDR=\(client) NAME=[UNAVAILABLE]") }
    _ = try connection.command("EHLO out.contoso.example")
    return try connection.transaction(
      from: sender, to: recipients,
      """
      From: Eve <\(sender)>
      To: ada@example.test
      Subject: Offer
      Date: Thu, 19 Nov 2026 16:05:11 +0100
      Message-ID: <offer@contoso.example>

      here is what we agreed on.
      """)
  }

  private struct Row: Decodable {
    let traceID: String
    let organization: String
    let recipient: String
    let status: String
  }

  private struct Rows: Decodable { let items: [Row] }

  /// `recipient status` of all rows, sorted.
  private static func rows(_ gateway: Gateway) throws -> [Row] {
    let result = try gateway.martlet("trace", "search", "--json")
    return try JSONDecoder().decode(Rows.self, from: Data(result.output.utf8)).items.sorted { $0.recipient < $1.recipient }
  }

  private static func statuses(_ gateway: Gateway) throws -> [String] {
    try rows(gateway).map { "\($0.recipient) \($0.status)" }
  }

  private static func shown(_ gateway: Gateway, _ row: Row) throws -> String {
    try gateway.martlet("trace", "show", row.traceID, "--recipient", row.recipient).output
  }

  @Test("A redirected message goes to whom the policy names and to nobody else; both have rows")
  func redirected() throws {
    let gateway = try Self.started(
      policies: Self.blocking("redirect", "redirectToRecipients: [security@example.test, watch@other.test]"))
    #expect(try Self.send(gateway, to: ["ada@example.test"]).hasPrefix("250"))
    #expect(
      try eventually {
        try Self.statuses(gateway) == [
          "ada@example.test Expanded", "security@example.test Delivered", "watch@other.test Delivered",
        ]
      })
    #expect(gateway.arrived("ada").isEmpty)
    let arrived = gateway.arrived("security")
    #expect(arrived.count == 1 && arrived.allSatisfy { $0.contains("SFV:SKB") && $0.contains("Subject: Offer") })
    let shown = try Self.shown(gateway, try Self.rows(gateway)[0])
    #expect(shown.contains("Resolved") && shown.contains("redirected to security@example.test, watch@other.test"))
    #expect(shown.contains("revision") && shown.contains("redirect"))
    #expect(try Self.rows(gateway).allSatisfy { $0.organization == "example" })
  }

  @Test("A deleted message is taken, reaches nobody, and its row outlives SIGKILL")
  func deleted() throws {
    let gateway = try Self.started(policies: Self.blocking("delete"))
    #expect(try Self.send(gateway, to: ["ada@example.test"]).hasPrefix("250"))
    gateway.kill()
    try gateway.start()
    #expect(try Self.statuses(gateway) == ["ada@example.test FilteredAsSpam"])
    #expect(try Self.shown(gateway, try Self.rows(gateway)[0]).contains("Delete "))
    #expect(gateway.arrived("ada").isEmpty)
    #expect(try gateway.martlet("quarantine", "list").output.hasPrefix("The quarantine is empty"))
  }

  @Test("Recipients with different decisions get different copies of one message, under one trace id")
  func bifurcation() throws {
    let gateway = try Self.started(
      policies: """
        antiSpam:
          default:
            blockedSenders: [eve@contoso.example]
            highConfidenceSpamAction: quarantine
          custom:
            Tag: {blockedSenders: [eve@contoso.example], highConfidenceSpamAction: modifySubject, modifySubjectValue: "[spam] "}
            Drop: {blockedSenders: [eve@contoso.example], highConfidenceSpamAction: delete}
            Mark: {blockedSenders: [eve@contoso.example], highConfidenceSpamAction: addXHeader, addXHeaderValue: Seen}
          rules:
            - {name: Tag, policy: Tag, sentTo: [ada@example.test]}
            - {name: Drop, policy: Drop, sentTo: [bob@example.test]}
            - {name: Mark, policy: Mark, sentTo: [carl@example.test]}
        """)
    #expect(try Self.send(gateway, to: Self.people).hasPrefix("250"))
    let expected = [
      "ada@example.test Delivered", "bob@example.test FilteredAsSpam", "carl@example.test Delivered",
      "dora@example.test Quarantined",
    ]
    #expect(try eventually { try Self.statuses(gateway) == expected })
    let (ada, carl) = (gateway.arrived("ada"), gateway.arrived("carl"))
    #expect(ada.count == 1 && ada.allSatisfy { $0.contains("Subject: [spam] Offer") && !$0.contains("Seen:") })
    #expect(carl.count == 1 && carl.allSatisfy { $0.contains("Subject: Offer") && $0.contains("Seen:") })
    #expect(gateway.arrived("bob").isEmpty && gateway.arrived("dora").isEmpty)
    #expect(try Set(Self.rows(gateway).map(\.traceID)).count == 1)
    #expect(try gateway.martlet("quarantine", "list").output.contains("dora@example.test"))
  }

  @Test("Organizations share no trace row, no copy and no header")
  func organizations() throws {
    let gateway = try Self.started(
      policies: Self.blocking("modifySubject", "modifySubjectValue: \"[example] \""),
      Self.blocking("addXHeader", "addXHeaderValue: Other"))
    #expect(try Self.send(gateway, to: ["ada@example.test", "bob@example.test", "ines@other.test"]).hasPrefix("250"))
    #expect(try eventually { try Self.statuses(gateway).filter { $0.hasSuffix(" Delivered") }.count == 3 })
    let rows = try Self.rows(gateway)
    let (own, theirs) = (rows.filter { $0.organization == "example" }, rows.filter { $0.organization == "other" })
    #expect(own.map(\.recipient) == ["ada@example.test", "bob@example.test"] && Set(own.map(\.traceID)).count == 1)
    #expect(theirs.map(\.recipient) == ["ines@other.test"])
    let (ownID, theirID) = (try #require(own.first?.traceID), try #require(theirs.first?.traceID))
    #expect(ownID != theirID)

    let maildir = gateway.folder.path + "/mail/other.test/ines/"
    let files = (FileManager.default.subpaths(atPath: maildir) ?? []).filter { $0.contains("new/") }
    let copy = try String(contentsOfFile: maildir + (try #require(files.first)), encoding: .utf8)
    #expect(files.count == 1 && copy.contains("Other:") && copy.contains(theirID))
    for foreign in ["[example]", "ada@example.test>", "bob@", ownID] { #expect(!copy.contains(foreign), "\(foreign)") }
    for copy in gateway.arrived("ada") + gateway.arrived("bob") {
      #expect(copy.contains("Subject: [example] Offer") && copy.contains(ownID))
      for foreign in ["Other:", "ines@", "other.test", theirID] { #expect(!copy.contains(foreign), "\(foreign)") }
    }
    let shown = try gateway.martlet("trace", "show", theirID, "--json").output
    #expect(!shown.contains("ada@") && !shown.contains("bob@") && !shown.contains(ownID))
  }

  @Test("The IP Block List of an organization refuses at RCPT, for that organization alone, and leaves a row")
  func clientBlocked() throws {
    let gateway = try Self.started(policies: "connectionFilter: {ipBlockList: [198.51.100.0/24], ipAllowList: [198.51.100.9]}")
    let connection = try SMTPConnection.greeted(port: gateway.port)
    _ = try connection.command("XCLIENT ADDR=198.51.100.7 NAME=[UNAVAILABLE]")
    _ = try connection.command("EHLO out.contoso.example")
    _ = try connection.command("MAIL FROM:<eve@contoso.example>")
    #expect(
      try connection.command("RCPT TO:<ada@example.test>")
        == "550 5.7.513 Service unavailable, Client host [198.51.100.7] blocked by example.test using Customer Block list (AS16012607)"
    )
    #expect(try connection.command("RCPT TO:<ines@other.test>").hasPrefix("250"))
    #expect(try eventually { try Self.statuses(gateway) == ["ada@example.test Failed"] })
    #expect(try Self.shown(gateway, try Self.rows(gateway)[0]).contains("550 5.7.513"))
    #expect(try Self.send(gateway, to: ["ada@example.test"], client: "198.51.100.9").hasPrefix("250"))
  }

  @Test("Nobody of ours writes to whom the Tenant Allow/Block List blocks, and nobody else gets that message")
  func recipientBlocked() throws {
    let gateway = try Self.started(settings: "trustedNetworks: [127.0.0.1]\nrelay: \"smtp://127.0.0.1:9\"")
    let entry = try gateway.martlet("allow-block", "create", "block", "sender", "partner.example", "--organization", "example")
    #expect(entry.status == 0, "\(entry.errors)")
    let recipients = ["bob@example.test", "x@partner.example"]
    #expect(
      try Self.send(gateway, from: "ada@example.test", to: recipients).hasPrefix(
        "550 5.7.703 Your message can't be delivered because messages to x@partner.example are blocked by your organization"))
    #expect(try eventually { try Self.statuses(gateway) == ["bob@example.test Failed", "x@partner.example Failed"] })
    #expect(try Self.send(gateway, from: "ada@example.test", to: ["bob@example.test"]).hasPrefix("250"))
    #expect(eventually { gateway.arrived("bob").count == 1 })
  }
}
