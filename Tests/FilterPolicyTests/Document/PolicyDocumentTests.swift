import FilterPolicy
import Foundation
import MailTypes
import Testing

@Suite("Policies as a document")
struct PolicyDocumentTests {
  private func tree(_ json: String) throws -> PolicyNode { try JSONDecoder().decode(PolicyNode.self, from: Data(json.utf8)) }

  private let example = """
    {"antiSpam": {"default": {"bulkThreshold": 6, "allowedSenders": ["ada@contoso.example"]},
      "custom": {"Sales": {"spamAction": "redirect", "redirectToRecipients": ["desk@example.org"]}},
      "rules": [{"name": "Sales rule", "policy": "Sales", "recipientDomainIs": ["sales.example.org"]}]},
     "antiPhish": {"default": {"honorDmarcPolicy": false}},
     "presets": {"strict": {"enabled": true, "sentTo": ["boss@example.org"]}},
     "connectionFilter": {"ipAllowList": ["192.0.2.0/24"]},
     "quarantinePolicies": [{"name": "Team", "permissions": ["preview", "delete"]}],
     "trustedSealers": ["lists.example.net"]}
    """

  @Test("What is written out is read back as it was, whole or only what differs from the defaults")
  func roundTrip() throws {
    let (policies, problems) = OrganizationPolicies.reading(try tree(example))
    #expect(problems.isEmpty)
    #expect(policies.antiSpam.custom["Sales"]?.spamAction == .redirect)
    #expect(policies.quarantinePolicies.first?.permissions == [.preview, .delete])
    for extent in [OrganizationPolicies.Extent.everything, .changes] {
      let text = try JSONEncoder().encode(policies.node(extent))
      let again = OrganizationPolicies.reading(try JSONDecoder().decode(PolicyNode.self, from: text))
      #expect(again.problems.isEmpty)
      #expect(again.policies == policies)
    }
    #expect(OrganizationPolicies().node(.changes) == .section([]))
    let stored = try JSONDecoder().decode(OrganizationPolicies.self, from: JSONEncoder().encode(policies))
    #expect(stored == policies)
  }

  @Test(
    "All that is wrong is named at once, each with its place",
    arguments: [
      (#"{"antiSpan": {}}"#, "antiSpan: is not known here"),
      (#"{"antiSpam": 7}"#, "antiSpam: is a value; a section is wanted here"),
      (
        #"{"antiSpam": {"default": {"bulkTreshold": 6}}}"#,
        "antiSpam.default.bulkTreshold: is no parameter of an anti-spam policy; is bulkThreshold meant?"
      ),
      (
        #"{"antiSpam": {"default": {"bulkThreshold": {}}}}"#,
        "antiSpam.default.bulkThreshold: is no value; give a whole number within 1…9"
      ),
      (
        #"{"antiSpam": {"default": {"bulkThreshold": 0}}}"#,
        "antiSpam.default.bulkThreshold: 0 is not a whole number within 1…9"
      ),
      (#"{"antiSpam": {"rules": [{"policy": "x"}]}}"#, "antiSpam.rules: an element has no name"),
      (#"{"antiSpam": {"rules": {"a": 1}}}"#, "antiSpam.rules: is no list"),
      (
        #"{"antiSpam": {"rules": [{"name": "r", "policy": "x", "sentTo": "a@b.example"}]}}"#,
        "antiSpam.rules.r.policy: there is no custom policy x"
      ),
      (#"{"antiMalware": {"default": {"quarantineTag": "Nix"}}}"#, "there is no quarantine policy Nix"),
    ])
  func problems(json: String, expected: String) throws {
    let problems = OrganizationPolicies.reading(try tree(json)).problems.map(\.description)
    #expect(problems.contains { $0.hasPrefix(expected) || $0.hasSuffix(expected) }, "\(problems)")
  }

  @Test("The difference of two states names what comes, goes and changes; rules that move say from where to where")
  func differences() throws {
    let old = OrganizationPolicies.reading(try tree(example)).policies
    var new = old
    new.antiSpam.fallback.bulkThreshold = 5
    new.antiSpam.fallback.allowedSenders = [try #require(EmailAddress("eve@contoso.example"))]
    new.antiSpam.custom["First"] = AntiSpamPolicy()
    try new.antiSpam.insert(
      PolicyRule(name: "First", policy: "First", recipients: old.antiSpam.rules[0].recipients), priority: 0)
    new.quarantinePolicies = []
    let lines = old.changes(to: new).map(\.description)
    #expect(
      lines == [
        "~ antiSpam.default.bulkThreshold: 6 → 5",
        "~ antiSpam.default.allowedSenders: +eve@contoso.example, -ada@contoso.example",
        "+ antiSpam.custom.First", "+ antiSpam.rules.First", "~ antiSpam.rules.First.policy: \"\" → First",
        "~ antiSpam.rules.First.recipientDomainIs: +sales.example.org", "~ antiSpam.rules.Sales rule.priority: 0 → 1",
        "- quarantinePolicies.Team",
      ])
    #expect(old.changes(to: old).isEmpty)
  }

  @Test("Policies and rules are made, changed, moved and removed by name, in any case; what fails changes nothing")
  func editing() throws {
    var policies = OrganizationPolicies()
    let editor = PolicyKind.antiSpam.editor
    try editor.create("Sales", [try #require(PolicyAssignment("bulkThreshold=4"))], in: &policies)
    try editor.createRule(
      "Sales", [PolicyAssignment("policy", .text("Sales")), PolicyAssignment("SentTo", .text("a@b.example,c@b.example"))],
      in: &policies)
    try editor.create("Desk", [], in: &policies)
    try editor.createRule(
      "Desk", ["policy=Desk", "sentTo=a@b.example", "priority=0"].compactMap { PolicyAssignment($0) }, in: &policies)
    #expect(editor.rules(in: policies).map(\.name) == ["Desk", "Sales"])
    try editor.changeRule("sales", ["sentTo-=a@b.example", "priority=0"].compactMap { PolicyAssignment($0) }, in: &policies)
    #expect(editor.rules(in: policies).first?.recipients.description == "c@b.example")
    #expect(policies.problems.isEmpty)

    let before = policies
    for broken in ["bulkThreshold=44", "nothing=1", "spamAction+=delete"] {
      let assignments = ["bulkThreshold=2", broken].compactMap { PolicyAssignment($0) }
      #expect(throws: PolicyProblem.self) { try editor.change("Sales", assignments, in: &policies) }
      #expect(policies == before)
    }
    #expect(throws: PolicyProblem.self) { try editor.create("SALES", [], in: &policies) }
    #expect(throws: PolicyProblem.self) { try editor.remove("Default", in: &policies) }
    #expect(throws: PolicyProblem.self) {
      try editor.changeRule("Sales", [try #require(PolicyAssignment("priority=9"))], in: &policies)
    }

    try editor.makeDefault("Sales", in: &policies)
    #expect(policies.antiSpam.fallback.bulkThreshold == 4 && policies.antiSpam.rules.map(\.name) == ["Desk"])
    try editor.remove("desk", in: &policies)
    #expect(policies.antiSpam.rules.isEmpty && policies.antiSpam.custom.isEmpty)
  }
}
