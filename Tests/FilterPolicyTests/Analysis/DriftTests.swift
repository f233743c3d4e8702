import FilterPolicy
import Testing

@Suite("Configuration drift")
struct DriftTests {
  @Test("Changes that protect more or less are told apart from all others")
  func drift() throws {
    var old = OrganizationPolicies()
    old.antiSpam.custom["Sales"] = .strict
    try old.antiSpam.insert(
      PolicyRule(name: "Sales", policy: "Sales", recipients: RecipientFilter(sentTo: [address("a@contoso.com")])))
    var new = old
    new.antiSpam.fallback.bulkThreshold = 9
    new.antiSpam.fallback.phishSpamAction = .quarantine
    new.antiSpam.fallback.adminDisplayName = "Everybody"
    new.antiSpam.fallback.advancedFilters.markAsSpamEmptyMessages = .on
    new.antiSpam.custom["Sales"]?.allowedSenders = [address("b@fabrikam.com")]
    new.antiSpam.custom["New"] = AntiSpamPolicy.standard
    try new.antiSpam.change("Sales") { $0.enabled = false }
    new.antiPhish.fallback.enableFirstContactSafetyTips = true
    new.antiMalware.fallback.quarantineTag = QuarantinePolicy.fullAccess
    new.connectionFilter.enableSafeList = true
    #expect(
      old.drift(to: new).map(\.description) == [
        "antiSpam.default.phishSpamAction: moveToJunk → quarantine, increase",
        "antiSpam.default.bulkThreshold: 7 → 9, decrease",
        "antiSpam.custom.Sales.allowedSenders: none → b@fabrikam.com, decrease",
        "antiPhish.default.enableFirstContactSafetyTips: false → true, increase",
        "antiMalware.default.quarantineTag: AdminOnlyAccessPolicy → DefaultFullAccessPolicy, decrease",
        "connectionFilter.enableSafeList: false → true, decrease",
      ])
    let back = new.drift(to: old)
    #expect(back.count == old.drift(to: new).count)
    #expect(zip(back, old.drift(to: new)).allSatisfy { $0.path == $1.path && $0.direction != $1.direction })
  }
}
