import FilterPolicy
import MailTypes
import Testing

@Suite("Allowed IPv6 addresses")
struct ClientEntryTests {
  @Test("What lists say of an allowed client does not count, everything else does; the entry counts as used")
  func allowed() throws {
    let listed = Signal(id: "list.ip.test", weight: 6, sentence: "A list of bad clients has it")
    let other = Signal(id: "test.other", weight: 4, sentence: "Something else")
    let network = try AllowBlockValue(.ip, "2001:db8::/64")
    func decision(_ signals: [Signal], _ entries: [AllowBlockEntry]) throws -> Decision {
      let findings = Findings(
        probabilities: .init(spam: SpamScale.probability(ofScore: Findings.sum(of: signals))), signals: signals,
        entities: Entities(sender: "a@contoso.com", clientAddress: try #require(IPAddress("2001:db8::7"))), engine: "test")
      return evaluate(
        findings, context: EvaluationContext(traceID: TraceID(), direction: .inbound),
        snapshot: PolicySnapshot(organization: "example", hostname: "mx.example.org", allowBlock: AllowBlockList(entries)),
        recipient: try #require(EmailAddress("ada@example.org")), now: UTCTime(microseconds: 0))
    }
    let entry = AllowBlockEntry(network, .allow, expiry: .never, modifiedAt: UTCTime(microseconds: 0))
    #expect(try decision([listed, other], []).verdict == .highConfidenceSpam)
    let excused = try decision([listed, other], [entry])
    #expect(excused.verdict == .notSpam && excused.usedEntries == [entry.id])
    #expect(try decision([listed, other, other], [entry]).verdict == .spam)
  }
}
