import FilterPolicy
import Foundation
import Testing

@Suite("Policy parameters")
struct ParameterTests {
  private func check<Policy: FilteringPolicy>(_ policy: Policy.Type, _ table: String) throws {
    for row in try CaseTable("../Cases/policies", table).rows {
      let parameter = try #require(Policy.parameter(row[0]), "\(row[0])")
      #expect("\(parameter.get(Policy()))" == row[1], "\(row[0]), default")
      #expect("\(parameter.get(Policy.standard))" == row[2], "\(row[0]), Standard")
      #expect("\(parameter.get(Policy.strict))" == row[3], "\(row[0]), Strict")
      for value in values(row[4]) {
        var policy = Policy()
        #expect(throws: Never.self, "\(row[0]) \(value)") { try parameter.set(&policy, .text(value)) }
      }
      for value in values(row[5]) {
        var policy = Policy()
        #expect(throws: PolicyProblem.self, "\(row[0]) \(value)") { try parameter.set(&policy, .text(value)) }
        #expect(policy == Policy())
      }
    }
  }

  private func values(_ cell: String) -> [String] {
    cell.contains(";") ? [cell] : cell.split(separator: " ").map(String.init)
  }

  @Test("The anti-spam policy has the types, ranges and defaults of the table, and its presets")
  func antiSpam() throws { try check(AntiSpamPolicy.self, "anti-spam") }

  @Test("The anti-phishing policy has the types, ranges and defaults of the table, and its presets")
  func antiPhish() throws { try check(AntiPhishPolicy.self, "anti-phish") }

  @Test("The anti-malware policy has the types, ranges and defaults of the table, and its presets")
  func antiMalware() throws { try check(AntiMalwarePolicy.self, "anti-malware") }

  @Test("Each parameter of the anti-spam policy is in the table, but for Martlet's own")
  func complete() throws {
    let table = Set(try CaseTable("policies", "anti-spam").rows.map { $0[0] })
    let own: Set = [
      "AdminDisplayName", "SpamThreshold", "HighConfidenceSpamThreshold", "PhishThreshold", "HighConfidencePhishThreshold",
      "AllowedSendersMustAuthenticate",
    ]
    #expect(Set(AntiSpamPolicy.parameters.map(\.name)).subtracting(table) == own)
  }

  @Test("Junk for high confidence phish is taken as quarantine")
  func converted() throws {
    var policy = AntiSpamPolicy()
    policy.highConfidencePhishAction = .redirect
    try AntiSpamPolicy.parameter("highConfidencePhishAction")?.set(&policy, .text("MoveToJmf"))
    #expect(policy.highConfidencePhishAction == .quarantine)
  }

  @Test("A policy is JSON and back, whatever is in it; what is missing has its default")
  func json() throws {
    var policy = AntiSpamPolicy.strict
    try AntiSpamPolicy.parameter("AllowedSenders")?.set(&policy, .list(["B@example.org", "a@example.org"]))
    let data = try JSONEncoder().encode(policy)
    #expect(try JSONDecoder().decode(AntiSpamPolicy.self, from: data) == policy)
    #expect(String(decoding: data, as: UTF8.self).contains(#""allowedSenders":["a@example.org","b@example.org"]"#))
    #expect(try JSONDecoder().decode(AntiSpamPolicy.self, from: Data("{}".utf8)) == AntiSpamPolicy())
  }

  @Test("What contradicts itself is said, with what to do")
  func problems() {
    var policies = OrganizationPolicies()
    policies.antiSpam.fallback.spamAction = .redirect
    policies.antiSpam.fallback.spamThreshold = 10
    policies.antiPhish.fallback.spoofQuarantineTag = "Nobody"
    #expect(
      policies.problems.map { "\($0)" } == [
        "antiSpam.Default.spamThreshold: is above highConfidenceSpamThreshold; it must not be",
        "antiSpam.Default.redirectToRecipients: an action is redirect; say to whom",
        "antiPhish.Default.spoofQuarantineTag: there is no quarantine policy Nobody",
      ])
  }
}
