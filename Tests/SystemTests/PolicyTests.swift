import Foundation
import MartletTestKit
import Synchronization
import Testing

@Suite("Policies, through the binary", .serialized)
struct PolicyTests {
  private static let subject = "Offer"

  /// From a sender whom the policies of these tests block: what is done with it shows which policy judged it.
  private static func send(_ connection: SMTPConnection, id: String, to recipients: [String]) throws -> String {
    try connection.transaction(
      from: "eve@contoso.example", to: recipients,
      """
      From: Eve <eve@contoso.example>
      To: ada@example.test
      Subject: \(subject)
      Date: Thu, 19 Nov 2026 16:05:11 +0100
      Message-ID: <\(id)@contoso.example>

      here is what we agreed on.
      """)
  }

  private static func connection(_ port: Int) throws -> SMTPConnection {
    let connection = try SMTPConnection.greeted(port: port)
    _ = try connection.command("EHLO out.contoso.example")
    return connection
  }

  private static func policies(prefix: String) -> String {
    """
    antiSpam:
      default:
        blockedSenders: [eve@contoso.example]
        highConfidenceSpamAction: modifySubject
        modifySubjectValue: "\(prefix) "
    """
  }

  private static func write(_ text: String, _ gateway: Gateway) throws -> String {
    let file = gateway.folder.url.appendingPathComponent("policies.yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  private static func field(_ name: String, of message: String) -> String? {
    message.split(separator: "\r\n", omittingEmptySubsequences: false).flatMap { $0.split(separator: "\n") }
      .first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
  }

  @Test("A change while 20 sessions deliver holds for the next message, and no message is judged by a mixture")
  func changesUnderLoad() throws {
    let gateway = try Gateway()
    #expect(try gateway.martlet("apply", "-f", Self.write(Self.policies(prefix: "[0]"), gateway)).status == 0)
    let port = gateway.port
    let isOver = Mutex(false)
    let accepted = Mutex<[String]>([])
    let sessions = (1...20).map { session in
      Thread {
        guard let connection = try? Self.connection(port) else { return }
        for message in 1... {
          if isOver.withLock({ $0 }) { return }
          let id = "s\(session)m\(message)"
          let reply = try? Self.send(connection, id: id, to: ["ada@example.test", "bob@example.test"])
          if reply?.hasPrefix("250") ?? false { accepted.withLock { $0.append(id) } }
        }
      }
    }
    for session in sessions { session.start() }
    let own = try Self.connection(gateway.port)
    var expected: [String: String] = [:]
    for round in 1...10 {
      let change = try gateway.martlet("policy", "set", "antiSpam", "Default", "modifySubjectValue=[\(round)] ")
      #expect(change.status == 0, "\(change.errors)")
      #expect(try Self.send(own, id: "own\(round)", to: ["ada@example.test"]).hasPrefix("250"))
      expected["<own\(round)@contoso.example>"] = "[\(round)] \(Self.subject)"
    }
    isOver.withLock { $0 = true }
    #expect(eventually { sessions.allSatisfy(\.isFinished) })

    let ids = accepted.withLock { $0 }
    #expect(ids.count >= 40, "only \(ids.count) messages while policies changed")
    let arrived = { (user: String) in
      Dictionary(
        gateway.arrived(user).map { (Self.field("Message-ID", of: $0) ?? "", Self.field("Subject", of: $0) ?? "") }
      ) { first, _ in first }
    }
    #expect(eventually(within: 60) { arrived("bob").count >= ids.count && arrived("ada").count >= ids.count + expected.count })
    let (ada, bob) = (arrived("ada"), arrived("bob"))
    for id in ids {
      let (left, right) = (ada["<\(id)@contoso.example>"], bob["<\(id)@contoso.example>"])
      #expect(left != nil && left == right, "\(id): \(left ?? "nothing") and \(right ?? "nothing")")
    }
    for (id, subject) in expected { #expect(ada[id] == subject) }
    print("\(ids.count) messages of 20 sessions while policies changed 10 times; subjects: \(Set(ada.values).sorted())")
  }

  @Test("A file with anything wrong changes nothing, and names line, key and reason")
  func badFile() throws {
    let gateway = try Gateway()
    #expect(try gateway.martlet("apply", "-f", Self.write(Self.policies(prefix: "[1]"), gateway)).status == 0)
    let broken = """
      antiSpam:
        default:
          blockedSenders: [eve@contoso.example, nobody]
          bulkThreshold: ten
        rules:
          - name: Sales
            policy: Sales
      allowed: [x]
      """
    let result = try gateway.martlet("apply", "-f", Self.write(broken, gateway))
    #expect(result.status == 2)
    let lines = result.errors.split(separator: "\n").map { $0.split(separator: "policies.yaml:").last.map(String.init) ?? "" }
    #expect(
      lines == [
        "3: antiSpam.default.blockedSenders: nobody is no mail address, as ada@example.org",
        "4: antiSpam.default.bulkThreshold: ten is not a whole number within 1…9",
        "6: antiSpam.rules.Sales.sentTo: a rule needs sentTo, sentToMemberOf or recipientDomainIs",
        "7: antiSpam.rules.Sales.policy: there is no custom policy Sales",
        "8: allowed: is not known here; give antiSpam, antiPhish, antiMalware, presets, connectionFilter, quarantinePolicies, trustedSealers, "
          + "sensitiveWords",
      ])
    let unreadable = try gateway.martlet("apply", "-f", Self.write("antiSpam: [", gateway))
    #expect(unreadable.status == 2 && unreadable.errors.contains("policies.yaml:2"))
    #expect(try gateway.martlet("apply", "-f", gateway.folder.path + "/nothing.yaml").status == 2)
    #expect(try gateway.martlet("policy", "revisions").output.split(separator: "\n").count == 2)
  }

  @Test("A change that was answered survives SIGKILL, and what was exported is what is applied")
  func survivesKill() throws {
    let gateway = try Gateway()
    #expect(try gateway.martlet("apply", "-f", Self.write(Self.policies(prefix: "[k]"), gateway)).status == 0)
    #expect(try gateway.martlet("allow-block", "create", "block", "url", "evil.example").status == 0)
    gateway.kill()
    try gateway.start()
    let exported = try gateway.martlet("export").output
    #expect(exported.contains("blockedSenders: [eve@contoso.example]") && exported.contains("revision 1"))
    #expect(try gateway.martlet("allow-block", "list").output.contains("evil.example"))
    let again = try gateway.martlet("apply", "-f", Self.write(exported, gateway))
    #expect(again.output.contains("Nothing differs"))
    #expect(try Self.send(Self.connection(gateway.port), id: "k", to: ["ada@example.test"]).hasPrefix("250"))
    #expect(eventually { gateway.arrived("ada").contains { Self.field("Subject", of: $0) == "[k] Offer" } })
  }

  @Test("A trial of list entries makes nothing, and tells which past messages they would have touched")
  func trial() throws {
    let gateway = try Gateway()
    let connection = try Self.connection(gateway.port)
    for id in ["t1", "t2"] {
      #expect(try Self.send(connection, id: id, to: ["ada@example.test"]).hasPrefix("250"))
    }
    let trial = try gateway.martlet("allow-block", "create", "block", "sender", "contoso.example", "--dry-run")
    #expect(trial.status == 0, "\(trial.errors)")
    #expect(
      trial.output.contains("Of 2 messages of the last 7 days it is about 2; 2 copies would have been treated otherwise."))
    #expect(trial.output.contains("ada@example.test") && trial.output.contains("highConfidencePhish, quarantine"))
    #expect(try gateway.martlet("allow-block", "list").output == "There are no such entries.\n")
    let other = try gateway.martlet("allow-block", "create", "block", "url", "fabrikam.example", "--dry-run", "--json")
    #expect(other.output.contains("\"messages\":2") && other.output.contains("\"concerned\":0"))

    let list = try gateway.martlet("user", "safelist", "ada@example.test", "blockedSenders+=eve@contoso.example")
    #expect(list.status == 0 && list.output.contains("eve@contoso.example"))
    #expect(try Self.send(connection, id: "t3", to: ["ada@example.test"]).hasPrefix("250"))
    #expect(eventually { gateway.mailbox("ada", folder: "Junk").contains { $0.contains("<t3@contoso.example>") } })
  }

  @Test("A replay under a draft tells what would change, and nothing under what is in force")
  func replay() throws {
    let gateway = try Gateway()
    let connection = try Self.connection(gateway.port)
    for id in ["r1", "r2", "r3"] {
      #expect(try Self.send(connection, id: id, to: ["ada@example.test", "bob@example.test"]).hasPrefix("250"))
    }
    let same = try gateway.martlet("policy", "replay")
    #expect(same.status == 0, "\(same.errors)")
    #expect(same.output.contains("6 copies judged again: 0 would have been treated otherwise."))
    let draft = try Self.write(Self.policies(prefix: "[draft]"), gateway)
    let other = try gateway.martlet("policy", "replay", "--policies", draft, "--since", "1h")
    #expect(other.status == 1)
    #expect(
      other.output.contains("6 would have been treated otherwise.")
        && other.output.contains("highConfidenceSpam, modifySubject"))
    let one = try gateway.martlet("policy", "replay", "--policies", draft, "--recipient", "bob@example.test", "--json")
    #expect(one.status == 1 && one.output.contains("\"changed\":3") && !one.output.contains("ada@example.test"))
    #expect(try gateway.martlet("policy", "replay", "--policies", draft, "--since", "2027-01-01").status == 0)
    #expect(try gateway.martlet("policy", "revisions").output.contains("Nothing was changed yet."))
  }

  @Test("Exchange's cmdlets, presets, lints and roll-back do what they say on a running gateway")
  func commands() throws {
    let gateway = try Gateway()
    let set = try gateway.martlet(
      "Set-HostedContentFilterPolicy", "Default", "-BulkThreshold", "6", "-AllowedSenderDomains", "gmail.com,example.test",
      "-SpamAction", "MoveToJmf")
    #expect(set.status == 0 && set.output.contains("bulkThreshold: 7 → 6") && set.output.contains("gmail.com"))
    let lint = try gateway.martlet("policy", "lint")
    #expect(lint.status == 1 && lint.output.contains("gmail.com") && lint.output.contains("example.test"))
    #expect(try gateway.martlet("preset", "enable", "strict", "sentTo=ada@example.test").status == 0)
    let effective = try gateway.martlet("policy", "effective", "--recipient", "ada@example.test", "--json").output
    #expect(effective.contains("Strict Preset Security Policy"))
    #expect(try gateway.martlet("policy", "restore", "0").output.contains("Revision 3"))
    #expect(try gateway.martlet("policy", "lint").status == 0)
    #expect(try gateway.martlet("Get-HostedContentFilterPolicy", "Default", "--json").output.contains("\"BulkThreshold\":7"))
  }
}
