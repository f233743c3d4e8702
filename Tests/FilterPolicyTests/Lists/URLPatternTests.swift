import FilterPolicy
import MailTypes
import Testing

@Suite("Links of the Tenant Allow/Block List")
struct URLPatternTests {
  /// Whether a message with the link is acted on under an entry.
  private func matches(_ entry: String, _ link: String, _ action: AllowBlockEntry.Action) throws -> Bool {
    let value = try AllowBlockValue(.url, entry)
    let list = AllowBlockList([AllowBlockEntry(value, action, expiry: .never, modifiedAt: UTCTime(microseconds: 0))])
    let findings = Findings(
      probabilities: .init(phish: action == .allow ? 0.6 : 0), signals: [],
      entities: Entities(sender: "", clientAddress: .v4(0xC000_0201), urls: ["https://\(link)"]), engine: "test")
    let decision = evaluate(
      findings, context: EvaluationContext(traceID: TraceID(), direction: .inbound),
      snapshot: PolicySnapshot(organization: "example", hostname: "mx.example.org", allowBlock: list),
      recipient: try #require(EmailAddress("user@example.org")), now: UTCTime(microseconds: 0))
    return action == .block ? decision.verdict == .highConfidencePhish : decision.verdict == .notSpam
  }

  @Test("Entries match as the table says")
  func table() throws {
    let rows = try CaseTable("lists", "links").rows
    #expect(rows.count > 55)
    for row in rows {
      if row[2] != "-" { #expect(try matches(row[0], row[1], .allow) == (row[2] == "yes"), "allow \(row[0]): \(row[1])") }
      #expect(try matches(row[0], row[1], .block) == (row[3] == "yes"), "block \(row[0]): \(row[1])")
    }
  }

  @Test("What is no entry is refused, with what to write")
  func invalid() throws {
    for row in try CaseTable("lists", "no-links").rows {
      #expect(throws: PolicyProblem.self, "\(row[0])") { try AllowBlockValue(.url, row[0]) }
    }
  }

  @Test(
    "An entry is written as it was read",
    arguments: ["contoso.com", "*.contoso.com/*", "~contoso.com~", "contoso.com/a/*", "1.2.3.4/*"])
  func text(entry: String) throws {
    #expect(try "\(AllowBlockValue(.url, entry))" == entry)
  }
}
