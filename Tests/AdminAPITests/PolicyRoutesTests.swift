import AdminAPI
import FilterPolicy
import MailTypes
import Testing

@Suite("Policies and lists")
struct PolicyRoutesTests {
  private let query = [("organization", "example")]

  private func code(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch ControlClientError.refused(let code, _) {
      return code
    } catch {
      return "\(error)"
    }
  }

  private func order(_ base: Int64?, _ change: (inout OrganizationPolicies) -> Void) -> PolicyOrder {
    var policies = OrganizationPolicies()
    change(&policies)
    return PolicyOrder(policies: policies.node(.changes), base: base, note: "why")
  }

  @Test("A change is a revision with its author; a trial changes nothing, what is out of date is refused, any can come back")
  func revisions() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      #expect(try await client.policies(query).revision == 0)
      let six = order(0) { $0.antiSpam.fallback.bulkThreshold = 6 }
      let trial = try await client.setPolicies(six, query + [("dryRun", "true")])
      #expect(trial.isDryRun && trial.changes.map(\.text) == ["~ antiSpam.default.bulkThreshold: 7 → 6"])
      #expect(try await client.policies(query).revision == 0)

      #expect(try await client.setPolicies(six, query).revision == 1)
      #expect(try await client.setPolicies(order(1) { $0.antiSpam.fallback.bulkThreshold = 6 }, query).revision == 1)
      let late = await code { _ = try await client.setPolicies(order(0) { $0.antiSpam.fallback.bulkThreshold = 5 }, query) }
      #expect(late == "conflict")
      #expect(try await client.setPolicies(order(nil) { $0.antiSpam.fallback.bulkThreshold = 5 }, query).revision == 2)

      let restored = try await client.restorePolicies(1, query)
      #expect(restored.revision == 3 && restored.changes.map(\.text) == ["~ antiSpam.default.bulkThreshold: 5 → 6"])
      let history = try await client.policyHistory(query).items
      #expect(history.map(\.revision) == [3, 2, 1])
      #expect(history.map(\.note) == ["back to revision 1", "why", "why"])
      #expect(history.allSatisfy { !$0.author.isEmpty })
      let unknown = await code { _ = try await client.restorePolicies(9, query) }
      #expect(unknown == "notFound")
      #expect(try await client.policies([("organization", "other")]).revision == 0)
    }
  }

  @Test("What is wrong is refused with every problem, and nothing changes")
  func refused() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      let broken = PolicyNode.section([
        .init("antiSpam", .section([.init("default", .section([.init("bulkThreshold", .value(.integer(12)))]))])),
        .init("nothing", .value(.flag(true))),
      ])
      do {
        _ = try await client.setPolicies(PolicyOrder(policies: broken), query)
        Issue.record("it was taken")
      } catch ControlClientError.refused(let code, let message) {
        #expect(code == "badRequest" && message.contains("12 is not") && message.contains("nothing:"))
      }
      #expect(try await client.policies(query).revision == 0)
      let nowhere = await code { _ = try await client.policies([("organization", "nowhere")]) }
      #expect(nowhere == "notFound")
      let unnamed = await code { _ = try await client.policies() }
      #expect(unnamed == "badRequest")
    }
  }

  @Test(
    "Which policies are in force for a recipient is told, groups and shadowed ones included; new warnings come with a change")
  func effective() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      let change = order(0) { policies in
        policies.antiSpam.custom["Listed"] = AntiSpamPolicy()
        var rule = PolicyRule(name: "Listed", policy: "Listed", recipients: RecipientFilter())
        rule.recipients.sentToMemberOf = Set(["listed@example.org", "gone@example.org"].compactMap { EmailAddress($0) })
        try? policies.antiSpam.insert(rule)
      }
      let made = try await client.setPolicies(change, query)
      #expect(made.warnings.contains { $0.path.contains("Listed") && "\($0)".contains("gone@example.org") })
      let effective = try await client.effectivePolicies([("recipient", "carl@example.org")])
      #expect(effective.groups == ["listed@example.org"])
      let spam = effective.policies.filter { $0.kind == .antiSpam }
      #expect(spam.map(\.name) == ["Listed", "Default"] && spam.map(\.isInForce) == [true, false])
      let lints = try await client.policyLints(query).items
      #expect(Set(made.warnings).isSubset(of: lints))
    }
  }

  @Test("Entries are made with author and time, changed and removed; what Exchange refuses by hand is refused here")
  func entries() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      let value = try AllowBlockValue(.sender, "*.contoso.example")
      let long = UTCTime(microseconds: 0)
      let block = AllowBlockEntry(value, .block, expiry: .never, notes: "a", modifiedBy: "nobody", modifiedAt: long)
      let made = try await client.setAllowBlock(AllowBlockOrder([block]), areNew: true, query).items
      #expect(made.map(\.entry.id) == [block.id] && made.first?.entry.modifiedBy != "nobody")
      let twice = await code { _ = try await client.setAllowBlock(AllowBlockOrder([block]), areNew: true, query) }
      #expect(twice == "conflict")
      let allow = AllowBlockEntry(value, .allow, expiry: .never, modifiedAt: long)
      let endless = await code { _ = try await client.setAllowBlock(AllowBlockOrder([allow]), areNew: true, query) }
      #expect(endless == "badRequest")
      let imported = query + [("imported", "true")]
      _ = try await client.setAllowBlock(AllowBlockOrder([allow]), areNew: true, imported)
      #expect(try await client.allowBlockList(query).items.count == 2)
      #expect(try await client.allowBlockList([("organization", "other")]).items.isEmpty)
      try await client.removeAllowBlock(AllowBlockRemoval([block.id]), query)
      #expect(try await client.allowBlockList(query).items.map(\.entry.id) == [allow.id])
      let gone = await code { try await client.removeAllowBlock(AllowBlockRemoval([block.id]), query) }
      #expect(gone == "notFound")
    }
  }

  @Test("A mailbox has one list, whichever of its addresses is named")
  func mailboxes() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      let carl = try #require(EmailAddress("Carl@example.org"))
      var list = MailboxList()
      list.blockedDomains = [try #require(DomainName("contoso.example"))]
      #expect(try await client.setMailboxList(list, of: carl).mailbox.description == "carl@example.org")
      #expect(try await client.mailboxList(try #require(EmailAddress("carl@example.org"))).list == list)
      let foreign = await code { _ = try await client.mailboxList(try #require(EmailAddress("x@foreign.example"))) }
      #expect(foreign == "notFound")
    }
  }
}
