import FilterPolicy
import Foundation
import MailTypes
import Testing

@Suite("Who wins: filters, the tenant's lists, the recipient's lists")
struct OverrideTests {
  /// A cell of a table: the words of its row and column, and what is done.
  struct Cell: CustomTestStringConvertible {
    let table: String
    let row: String
    let column: String
    let action: String
    var testDescription: String { "\(table): \(row) × \(column) → \(action)" }
  }

  private static func cells(_ table: String) -> [Cell] {
    let rows = (try? CaseTable("overrides", table)).map(\.rows) ?? []
    guard let head = rows.first else { return [] }
    return rows.dropFirst().flatMap { row in
      zip(head, row).dropFirst().map { Cell(table: table, row: row[0], column: $0, action: $1) }
    }
  }

  @Test(
    "A verdict and one mechanism: eop-spec §1.6, §1.7, §1.8",
    arguments: ["1.6-user-lists", "1.7-tenant", "1.8-allow-block"].flatMap(cells))
  func one(cell: Cell) throws {
    var given = try OverrideCase(try #require(Verdict(rawValue: cell.row)))
    try given.apply(cell.column)
    let decision = try given.decision()
    #expect(decision.action.rawValue == cell.action, "\(decision.because)")
  }

  @Test("A tenant's mechanism and the recipient's list: eop-spec §1.9", arguments: cells("1.9-tenant-and-user"))
  func two(cell: Cell) throws {
    let isAllowance = cell.row == "allowSender" || cell.row.hasSuffix("Allow")
    var given = try OverrideCase(isAllowance ? .spam : .notSpam)
    try given.apply(cell.row)
    try given.apply(cell.column)
    let decision = try given.decision()
    #expect(decision.action.rawValue == cell.action, "\(decision.because)")
  }

  @Test("The tables are there")
  func tables() {
    #expect(Self.cells("1.6-user-lists").count == 14)
    #expect(Self.cells("1.7-tenant").count == 42)
    #expect(Self.cells("1.8-allow-block").count == 35)
    #expect(Self.cells("1.9-tenant-and-user").count == 22)
  }

  @Test(
    "The header says who let it in or kept it out",
    arguments: [
      ("ipAllow", "SFV:SKI", "IPV:CAL"), ("policyAllow", "SFV:SKA", "IPV:NLI"), ("trusted", "SFV:SFE", "SCL:-1"),
      ("blocked", "SFV:SPM", "CAT:SPM"), ("policyBlock", "SFV:SKB", "CAT:HSPM"), ("blockSender", "SFV:SPM", "CAT:HPHSH"),
    ])
  func headers(mechanism: String, first: String, second: String) throws {
    var given = try OverrideCase(.spam)
    try given.apply(mechanism)
    let report = try #require(try given.decision().headers.first { $0.hasPrefix("X-Forefront") }).replacing("\r\n ", with: "")
    #expect(report.contains("\(first);") && report.contains("\(second);"), "\(report)")
  }

  @Test("An allowance that asks for proof does not count without it, and says so", arguments: ["policyAllow", "allowSender"])
  func unproven(mechanism: String) throws {
    var given = try OverrideCase(.spam)
    try given.apply(mechanism)
    given.unprove()
    let decision = try given.decision()
    #expect(decision.verdict == .spoof || decision.verdict == .spam)
    #expect(decision.because.contains { $0.contains("does not count: nothing proves that it comes from contoso.com") })
    given.require(.none)
    given.change { $0.allowedSendersMustAuthenticate = false }
    #expect(try given.decision().skipped != nil || given.decision().verdict == .spoof)
  }

  @Test("An allowance pinned to a network counts there only")
  func pinned() throws {
    var given = try OverrideCase(.spam)
    try given.apply("allowSender")
    given.require(.network(try #require(IPNetwork("192.0.2.0/24"))))
    #expect(try given.decision().action == .deliver)
    given.require(.network(try #require(IPNetwork("198.51.100.0/24"))))
    #expect(try given.decision().action == .addXHeader)
  }

  @Test("A trusted domain does not take mail out of quarantine, a trusted address does")
  func quarantined() throws {
    for (mechanism, action) in [("trustedDomain", FilterAction.quarantine), ("trusted", .deliver)] {
      var given = try OverrideCase(.spam)
      given.change { $0.spamAction = .quarantine }
      try given.apply(mechanism)
      #expect(try given.decision().action == action)
    }
  }

  @Test("An IP Allow List wins over an IP Block List; a block of the tenant's list over its allowance")
  func conflicts() throws {
    var clients = try OverrideCase(.spam)
    try clients.apply("ipAllow")
    try clients.apply("ipBlock")
    #expect(try clients.decision().action == .deliver)
    var senders = try OverrideCase(.spam)
    try senders.apply("allowSender")
    try senders.apply("blockSender")
    #expect(try senders.decision().verdict == .highConfidencePhish)
  }

  @Test("An entry that counted says so once a day")
  func lastUsed() throws {
    var given = try OverrideCase(.spam)
    try given.apply("allowSender")
    #expect(try given.decision().usedEntries.map { "\($0)" } == ["allow sender contoso.com"])
  }

  @Test(
    "Which verdicts count inside the organization: eop-spec §5.3",
    arguments: IntraOrgFilterState.allCases)
  func inside(state: IntraOrgFilterState) throws {
    let counted: [IntraOrgFilterState: Set<Verdict>] = [
      .default: [.highConfidencePhish], .disabled: [], .highConfidencePhish: [.highConfidencePhish],
      .phish: [.highConfidencePhish, .phish], .highConfidenceSpam: [.highConfidencePhish, .phish, .highConfidenceSpam],
      .spam: [.highConfidencePhish, .phish, .highConfidenceSpam, .spam],
    ]
    for verdict in [Verdict.highConfidencePhish, .phish, .highConfidenceSpam, .spam, .bulk, .notSpam] {
      var given = try OverrideCase(verdict)
      given.change { $0.intraOrgFilterState = state }
      let decision = try given.decision(direction: .internal)
      #expect((decision.verdict == verdict) == (verdict == .notSpam || counted[state]?.contains(verdict) == true))
    }
  }

  @Test(
    "What the tenant blocks is blocked inside the organization too, whatever filters may do there: eop-spec §7.4",
    arguments: ["blockSender", "blockURL", "blockFile"])
  func blockedInside(mechanism: String) throws {
    var given = try OverrideCase(.notSpam)
    given.change { $0.intraOrgFilterState = .disabled }
    try given.apply(mechanism)
    #expect(try given.decision(direction: .internal).action == .quarantine)
  }

  @Test(
    "Spam gets the policy's field inside the organization as well: eop-spec §2.8",
    arguments: [MailDirection.inbound, .internal])
  func addedField(direction: MailDirection) throws {
    var given = try OverrideCase(.spam)
    given.change {
      $0.intraOrgFilterState = .spam
      $0.addXHeaderValue = "X-Unwanted"
    }
    let headers = try given.decision(direction: direction).headers
    #expect(headers.last == "X-Unwanted: This message appears to be spam.")
    #expect(headers.contains { $0.hasPrefix("Authentication-Results:") } == (direction == .inbound))
  }
}
