import DNSResolution
import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("DMARC with OpenDMARC")
struct DMARCPeerTests {
  private typealias Question = OpenDMARCPeer.Question

  private struct Case {
    let question: Question
    /// Where Martlet says otherwise, and the clause that has it so.
    var difference: (String, clause: String)?
  }

  private static let strict =
    "RFC 7489 §3.1.1 and §3.1.2: in strict mode the domains have to be the same; OpenDMARC takes what is below as well"

  private static let cases = [
    Case(
      question: Question(from: "example.org", spf: "example.org", record: "v=DMARC1; p=reject", recordDomain: "example.org")),
    Case(
      question: Question(
        from: "example.org", spf: "bounce.example.org", record: "v=DMARC1; p=reject", recordDomain: "example.org")),
    Case(
      question: Question(
        from: "news.example.org", dkim: "example.org", record: "v=DMARC1; p=reject", recordDomain: "example.org")),
    Case(question: Question(from: "example.org", record: "v=DMARC1; p=reject", recordDomain: "example.org")),
    Case(
      question: Question(
        from: "example.org", spf: "mailer.example", record: "v=DMARC1; p=quarantine", recordDomain: "example.org")),
    Case(
      question: Question(from: "example.org", dkim: "list.example", record: "v=DMARC1; p=none", recordDomain: "example.org")),
    Case(
      question: Question(
        from: "example.org", spf: "bounce.example.org", record: "v=DMARC1; p=reject; aspf=s", recordDomain: "example.org"),
      difference: ("reject", clause: strict)),
    Case(
      question: Question(
        from: "example.org", dkim: "mail.example.org", record: "v=DMARC1; p=quarantine; adkim=s", recordDomain: "example.org"),
      difference: ("quarantine", clause: strict)),
    Case(
      question: Question(
        from: "news.example.org", record: "v=DMARC1; p=reject; sp=quarantine", recordDomain: "example.org")),
    Case(
      question: Question(from: "example.org", record: "v=DMARC1; p=reject; t=y", recordDomain: "example.org"),
      difference: ("quarantine", clause: "RFC 9989 §4.7: under t=y the policy is one step lower; OpenDMARC knows RFC 7489")),
  ]

  @Test("OpenDMARC says the same of ten messages, but where a clause says otherwise")
  func agreement() async throws {
    let theirs = try OpenDMARCPeer.answers(Self.cases.map(\.question))
    try #require(theirs.count == Self.cases.count)
    for (item, theirAnswer) in zip(Self.cases, theirs) {
      let question = item.question
      let zone = KeyZone(["_dmarc.\(question.recordDomain)": KeyZone.answer(question.record)])
      let request = DMARCRequest(
        authorDomains: [question.from],
        spf: question.spf.isEmpty ? nil : .init(domain: question.spf, verdict: .pass),
        dkim: question.dkim.isEmpty ? [] : [.init(domain: question.dkim, verdict: .pass)])
      let result = await DMARCEvaluator(resolver: zone).evaluate(request)
      let ours = result.verdict == .pass ? "pass" : result.appliedPolicy?.rawValue ?? "\(result.verdict)"
      #expect(ours == item.difference?.0 ?? theirAnswer, "\(question): \(theirAnswer)")
      if item.difference != nil { #expect(ours != theirAnswer, "no difference any more: \(question)") }
    }
  }
}
