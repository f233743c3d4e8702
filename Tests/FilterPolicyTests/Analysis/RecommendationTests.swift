import FilterPolicy
import Testing

@Suite("Configuration analyzer")
struct RecommendationTests {
  /// The recommendations of policies of which one parameter of a default policy is set.
  private func row(_ kind: String, _ name: String, set value: String? = nil) throws -> PolicyRecommendation {
    var policies = OrganizationPolicies()
    policies.quarantinePolicies = [
      QuarantinePolicy(name: "Asking", permissions: .limitedAccess),
      QuarantinePolicy(name: "Viewing", permissions: .fullAccess),
    ]
    if let value {
      switch kind {
      case "antiSpam": try set(name, value, &policies.antiSpam.fallback)
      case "antiPhish": try set(name, value, &policies.antiPhish.fallback)
      case "antiMalware": try set(name, value, &policies.antiMalware.fallback)
      default: try set(name, value, &policies.connectionFilter)
      }
    }
    return try #require(policies.recommendations.first { $0.kind == kind && $0.parameter == name }, "\(kind) \(name)")
  }

  private func set<Policy: Parameterized>(_ name: String, _ value: String, _ policy: inout Policy) throws {
    try #require(Policy.parameter(name)).set(&policy, .text(value))
  }

  @Test("Every row of the table: what is recommended, and which values protect less, more, or neither")
  func table() throws {
    for cells in try CaseTable("analysis", "recommendations").rows {
      let (kind, name) = (cells[0], cells[1])
      let row = try row(kind, name)
      #expect("\(row.standard.value)" == cells[2], "\(name), Standard")
      #expect("\(row.strict.value)" == cells[3], "\(name), Strict")
      for (cell, standing) in zip(cells[4...], [PolicyRecommendation.Standing.weaker, .stronger, .different]) {
        for value in cell.split(separator: " ") {
          #expect(try self.row(kind, name, set: String(value)).standard.standing == standing, "\(name) \(value)")
        }
      }
    }
  }

  @Test("Every recommended parameter is in the table, but for Martlet's own and for impersonation tags and file types")
  func complete() throws {
    let table = Set(try CaseTable("analysis", "recommendations").rows.map { $0[1] })
    let others: Set = [
      "SpamThreshold", "HighConfidenceSpamThreshold", "PhishThreshold", "HighConfidencePhishThreshold",
      "AllowedSendersMustAuthenticate", "TargetedUserQuarantineTag", "TargetedDomainQuarantineTag", "FileTypes", "Enabled",
    ]
    #expect(Set(OrganizationPolicies().recommendations.map(\.parameter)).subtracting(table) == others)
  }

  @Test("Standard is as strong as itself and weaker than Strict in its differences alone")
  func presets() {
    var policies = OrganizationPolicies()
    policies.antiSpam.fallback = .standard
    policies.antiPhish.fallback = .standard
    #expect(policies.recommendations.allSatisfy { $0.standard.standing == .asRecommended })
    let weaker = policies.recommendations.filter { $0.strict.standing == .weaker }.map(\.parameter)
    #expect(
      Set(weaker) == [
        "BulkSpamAction", "BulkThreshold", "SpamAction", "AuthenticationFailAction", "SpamQuarantineTag", "BulkQuarantineTag",
        "SpoofQuarantineTag",
      ])
  }

  @Test("A fresh organization differs from Standard as the documents say")
  func fresh() {
    let weaker = OrganizationPolicies().recommendations.filter { $0.standard.standing == .weaker }
    #expect(
      weaker.filter { $0.kind == "antiSpam" }.map(\.parameter) == [
        "HighConfidenceSpamAction", "PhishSpamAction", "HighConfidenceSpamQuarantineTag", "PhishQuarantineTag",
        "QuarantineRetentionPeriod", "BulkThreshold",
      ])
    #expect(weaker.contains { $0.parameter == "EnableFirstContactSafetyTips" })
    #expect(
      weaker.first?.description
        == "antiSpam.default.highConfidenceSpamAction: moveToJunk; Standard has quarantine (weaker), Strict quarantine (weaker)"
    )
  }

  @Test("Looked at are default policies and those that somebody gets; neither presets nor what is for nobody")
  func inForce() throws {
    var policies = OrganizationPolicies()
    policies.presets.strict.enabled = true
    for name in ["Sales", "Off", "Loose"] { policies.antiSpam.custom[name] = AntiSpamPolicy() }
    for name in ["Sales", "Off"] {
      try policies.antiSpam.insert(
        PolicyRule(name: name, policy: name, recipients: RecipientFilter(sentTo: [address("a@contoso.com")])))
    }
    try policies.antiSpam.change("Off") { $0.enabled = false }
    #expect(Set(policies.recommendations.filter { $0.kind == "antiSpam" }.map(\.policy)) == ["Default", "Sales"])
    let sales = try #require(policies.recommendations.first { $0.policy == "Sales" })
    #expect(sales.path == ["antiSpam", "custom", "Sales", "spamAction"])
  }
}
