import FilterPolicy
import Foundation
import InternetMessage
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@testable import FilterEngine

/// Bulk mail told from ham and spam, and its complaint level beside Exchange Online's, where a checkout has a `shared` folder
/// with labelled mail beside it.
struct BulkAgreementTests {
  /// Every so many of the messages with level 0, of which there are thousands; of the others all.
  private static let stride = 10

  /// A message of the corpus with labels.
  private struct Labelled {
    let label: String
    let path: String
    let decision: Decision
  }

  /// A message with a level of Exchange Online.
  private struct Levels {
    let theirs: Int
    let ours: Int
  }

  @Test("Docs/bulk.md says how bulk, ham and spam are told apart, and how levels agree with Exchange Online's")
  func agreement() async throws {
    guard let verdicts = try SharedFolder.data("corpora/eop-verdicts.tsv"), let mixed = try Corpus("foff_milter"),
      let pot = try Corpus("phishing_pot")
    else { return }
    let scanner = MessageScanner(resolver: nil, model: BaseModel.model)
    var labelled: [Labelled] = []
    for (label, file) in try mixed.messages() {
      let path = file.path.split(separator: "/").suffix(3).joined(separator: "/")
      labelled.append(Labelled(label: label, path: path, decision: try await Self.decision(file, scanner)))
    }
    var levels: [Levels] = []
    let rows = try ExchangeVerdicts.column("bcl", of: "phishing_pot", in: verdicts)
    for (index, row) in rows.enumerated() where row.1 != "0" || index.isMultiple(of: Self.stride) {
      let decision = try await Self.decision(pot.folder.appendingPathComponent(row.0), scanner)
      levels.append(Levels(theirs: try #require(Int(row.1)), ours: decision.bcl))
    }
    // What must not get worse: newsletters are told from letters.
    let ham = labelled.filter { $0.label == "ham" }
    #expect(ham.count { Self.verdict($0.decision) == "delivered" } * 10 >= ham.count * 9)
    try Self.check(Self.page(labelled, levels))
  }

  private static func check(_ text: String) throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Docs/bulk.md")
    if ProcessInfo.processInfo.environment["MARTLET_UPDATE_DOCS"] != nil {
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == text, "set MARTLET_UPDATE_DOCS=1 to write it")
  }

  /// Under the Standard preset, whose threshold is 6, with the results that Exchange Online wrote into the message, where it did.
  private static func decision(_ file: URL, _ scanner: MessageScanner) async throws -> Decision {
    let content = [UInt8](try Data(contentsOf: file))
    let header = SignedMessage(content).header
    let results = header.all("Authentication-Results").lazy.map {
      AuthenticationResults(lenient: header.rawValue(of: $0)[...])
    }.first { $0.first("compauth") != nil }
    let findings = await scanner.scan(
      ScanFixture.subject(), content: content, authentication: results.map(ExchangeVerdicts.facts))
    var policies = OrganizationPolicies()
    policies.antiSpam.fallback = .standard
    return evaluate(
      findings, context: EvaluationContext(traceID: TraceID(), direction: .inbound),
      snapshot: PolicySnapshot(organization: "example", hostname: "mx.example.org", policies: policies),
      recipient: try #require(EmailAddress("user@example.org")), now: UTCTime(microseconds: 0), counterfactuals: .none)
  }

  private static func verdict(_ decision: Decision) -> String {
    switch decision.verdict {
    case .notSpam: "delivered"
    case .bulk: "bulk"
    default: "spam"
    }
  }
}

extension BulkAgreementTests {
  private static func page(_ labelled: [Labelled], _ levels: [Levels]) -> String {
    let marked = levels.filter { $0.theirs > 0 }
    let unmarked = levels.filter { $0.theirs == 0 }
    return """
      # Bulk mail

      How Martlet tells mail to many from letters and from spam, and how its complaint level agrees with Exchange Online's.
      A test writes this page from labelled mail beside a developer's checkout: `MARTLET_UPDATE_DOCS=1` and
      `--filter BulkAgreementTests`. No DNS is asked, and there is no history: every sender is seen for the first time.

      ## Bulk, ham and spam

      \(labelled.count) messages of one mail server, under the Standard preset (threshold 6). The shipped model has learnt from messages
      of this server, so that spam and ham are told apart better here than elsewhere; `Docs/model-card.md` has figures for senders
      it never saw. What is bulk does not come from the model.

      | Label | Messages | Delivered | As bulk | As spam | At a threshold of 4: as bulk |
      |---|---|---|---|---|---|
      \(["ham", "bulk", "spam"].map { confusion(labelled, $0) }.joined(separator: "\n"))

      Levels given:

      | Label | \((0...9).map(String.init).joined(separator: " | ")) |
      |---|\(String(repeating: "---|", count: 10))
      \(["ham", "bulk", "spam"].map { histogram(labelled, $0) }.joined(separator: "\n"))

      Ham that was not delivered, one by one:

      \(errors(labelled))

      Ham that has a level, and would be bulk at a threshold as low as that:

      \(levelled(labelled))

      ## Levels beside Exchange Online's

      Mail of honeypots, with the results of sender authentication that Exchange Online wrote into it: all \(marked.count) messages to
      which it gave a level of 1 or more, and every tenth of the thousands to which it gave 0. Bands are those of eop-spec §3.3.

      \(comparison("1 and more", marked))

      | Theirs | Messages | Ours on average | Ours 0 |
      |---|---|---|---|
      \((1...9).map { row(marked, $0) }.joined(separator: "\n"))

      \(comparison("0", unmarked))

      Nearly all of this mail is phish and spam that calls itself nothing: Exchange Online knows senders by what others complained
      of, which a message does not show. A gateway that sees few messages learns it from its own mailboxes only.

      """
  }

  private static func confusion(_ rows: [Labelled], _ label: String) -> String {
    let own = rows.filter { $0.label == label }
    let counts = ["delivered", "bulk", "spam"].map { verdict in own.count { Self.verdict($0.decision) == verdict } }
    let low = own.count { Self.verdict($0.decision) != "spam" && $0.decision.bcl >= 4 }
    return "| \(label) | \(own.count) | \(counts.map(String.init).joined(separator: " | ")) | \(low) |"
  }

  private static func histogram(_ rows: [Labelled], _ label: String) -> String {
    let counts = (0...9).map { level in "\(rows.count { $0.label == label && $0.decision.bcl == level })" }
    return "| \(label) | \(counts.joined(separator: " | ")) |"
  }

  private static func errors(_ rows: [Labelled]) -> String {
    let wrong = rows.filter { $0.label == "ham" && verdict($0.decision) != "delivered" }
    guard !wrong.isEmpty else { return "None." }
    return wrong.map { "- `\($0.path)`: \($0.decision.verdict), \($0.decision.because.last ?? "")" }.joined(separator: "\n")
  }

  private static func levelled(_ rows: [Labelled]) -> String {
    rows.filter { $0.label == "ham" && $0.decision.bcl > 0 }.map { row in
      "- `\(row.path)`: \(row.decision.because.first { $0.hasPrefix("bulk complaint level") } ?? "")"
    }.joined(separator: "\n")
  }

  private static func band(_ level: Int) -> Int {
    switch level {
    case 0: 0
    case 1...3: 1
    case 4...7: 2
    default: 3
    }
  }

  private static func comparison(_ name: String, _ rows: [Levels]) -> String {
    let total = max(rows.count, 1)
    func percent(_ count: Int) -> String { "\(Double(count * 1000 / total) / 10) %" }
    let common = Dictionary(grouping: rows) { band($0.theirs) }.values.map(\.count).max() ?? 0
    let exact = Dictionary(grouping: rows, by: \.theirs).values.map(\.count).max() ?? 0
    let off = Double(rows.reduce(0) { $0 + abs($1.theirs - $1.ours) } * 10 / total) / 10
    return """
      Theirs \(name), \(rows.count) messages: the same level \(percent(rows.count { $0.theirs == $0.ours })) (the best constant \
      guess \(percent(exact))), the same band \(percent(rows.count { band($0.theirs) == band($0.ours) })) (the best constant guess \
      \(percent(common))), \(off) levels apart on average.
      """
  }

  private static func row(_ rows: [Levels], _ level: Int) -> String {
    let own = rows.filter { $0.theirs == level }
    let average = own.isEmpty ? "" : "\(Double(own.reduce(0) { $0 + $1.ours } * 10 / own.count) / 10)"
    return "| \(level) | \(own.count) | \(average) | \(own.count { $0.ours == 0 }) |"
  }
}
