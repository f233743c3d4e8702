import FilterPolicy
import Foundation
import InternetMessage
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@testable import FilterEngine

/// Composite authentication beside Exchange Online's, where a checkout has a `shared` folder with its verdicts beside it: the
/// results of SPF, DKIM and DMARC are taken from the message's own Authentication-Results, and nothing else of that field.
struct AgreementTests {
  /// What Exchange Online and Martlet said of one message.
  private struct Row {
    let theirs: String
    let ours: String
    /// `spf fail, dkim none, dmarc fail`.
    let results: String
  }

  /// Messages that agree, of a hundred, that must not get fewer.
  private static let leastAgreement = 90.0

  @Test("Reason codes agree with those of Exchange Online, and Docs/agreement.md says where they do not")
  func agreement() throws {
    let corpora = ["phishing_pot", "bounces_autoreplies"]
    guard let verdicts = try SharedFolder.data("corpora/eop-verdicts.tsv") else { return }
    var rows: [Row] = []
    for name in corpora {
      guard let corpus = try Corpus(name) else { return }
      rows += try ExchangeVerdicts.column("compauth_reason", of: name, in: verdicts).compactMap { path, reason in
        try Self.row([UInt8](Data(contentsOf: corpus.folder.appendingPathComponent(path))), theirs: reason)
      }
    }
    let agreeing = Double(rows.count { $0.ours == $0.theirs } * 1000 / max(1, rows.count)) / 10
    #expect(agreeing >= Self.leastAgreement)
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Docs/agreement.md")
    let text = Self.page(rows, agreeing)
    if ProcessInfo.processInfo.environment["MARTLET_UPDATE_DOCS"] != nil {
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == text, "set MARTLET_UPDATE_DOCS=1 to write it")
  }

  private static func row(_ content: [UInt8], theirs: String) -> Row? {
    let message = SignedMessage(content)
    let fields = message.header.all("Authentication-Results").map { message.header.rawValue(of: $0) }
    guard
      let results = fields.lazy.map({ AuthenticationResults(lenient: $0[...]) }).first(where: { $0.first("compauth") != nil })
    else { return nil }
    let facts = ExchangeVerdicts.facts(results).completed(for: message.header)
    let findings = Findings(
      authentication: facts, signals: [], entities: Entities(sender: "", clientAddress: .v4(0xC000_0201)), engine: "test")
    let composite = compositeResults(
      findings, context: EvaluationContext(traceID: TraceID(), direction: .inbound),
      snapshot: PolicySnapshot(organization: "example", hostname: "mx.example.org"))
    let dkim = facts.dkim.first?.result ?? "none"
    return Row(
      theirs: theirs, ours: composite.compauth.reason,
      results: "spf \(facts.spf.result), dkim \(dkim), dmarc \(results.first("dmarc")?.result ?? "none")")
  }

  private static func page(_ rows: [Row], _ agreeing: Double) -> String {
    let classes = Dictionary(grouping: rows, by: \.theirs).sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let constant = classes.first.map { ($0.key, Double($0.value.count * 1000 / max(1, rows.count)) / 10) } ?? ("", 0)
    let table = classes.map { reason, rows in "| \(reason) | \(rows.count) | \(rows.count { $0.ours == reason }) |" }
    let misses = Dictionary(grouping: rows.filter { $0.ours != $0.theirs }) { "| \($0.theirs) | \($0.ours) | \($0.results) |" }
    let common = misses.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(16).map {
      "\($0.key) \($0.value.count) |"
    }
    return """
      # Agreement with Exchange Online

      What Martlet makes of the SPF, DKIM and DMARC results that Exchange Online wrote into \(rows.count) messages, beside the reason
      code of composite authentication that Exchange Online gave (`compauth`, eop-spec §2.10). Only those results and the domains
      they are about are taken from the field. Nearly all are phish of honeypots: mail of lists has no reason code there. A test writes this page from the labelled mail beside a developer's checkout:
      `MARTLET_UPDATE_DOCS=1` and `--filter AgreementTests`.

      \(agreeing) % agree; always saying \(constant.0) would agree with \(constant.1) %.

      | Code | Messages | Agree |
      |---|---|---|
      \(table.joined(separator: "\n"))

      ## What the others have in common

      | Theirs | Ours | Results | Messages |
      |---|---|---|---|
      \(common.joined(separator: "\n"))

      - **105** is in no document: from what it is given to, it is a pass by what Exchange Online knows of the sender, mostly for mail
        whose SPF passes for another domain. Martlet's own history (701 to 703) needs mail that was seen before.
      - **130** is the word of a trusted ARC sealer. The chain is not part of what was given here; in a scan it is checked.
      - What passes here and fails there, or the other way round, has a domain that the public suffix list and Exchange Online divide
        differently, or a signature that the field shows as one of several.

      """
  }
}
