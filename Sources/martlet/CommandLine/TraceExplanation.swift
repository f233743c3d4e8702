import AdminAPI
import FilterPolicy
import GatewayStorage
import MailTypes

/// Why a message was treated as it was, drawn for a terminal: who sent it, what it was judged by with a bar for each weight,
/// and the steps to each recipient's decision.
struct TraceExplanation {
  private let trace: TraceDocument
  private let hasColor: Bool

  init(_ trace: TraceDocument, hasColor: Bool) {
    self.trace = trace
    self.hasColor = hasColor
  }

  func print() {
    TraceText.details(trace).print()
    for line in senderLines + scoreLines { Output.write(line + "\n") }
    for recipient in trace.recipients {
      for line in lines(recipient) { Output.write(line + "\n") }
      TraceText.events(recipient).print(orElse: "")
    }
  }

  private func heading(_ text: String) -> String {
    hasColor ? "\u{1B}[1m\(Output.printable(text))\u{1B}[0m" : Output.printable(text)
  }
}

extension TraceExplanation {
  private var senderLines: [String] {
    guard let facts = trace.findings?.authentication, facts.isChecked else { return [] }
    var table = Table(["METHOD", "RESULT", "OF"], elastic: 2)
    table.add(["spf", facts.spf.result, facts.spf.domain ?? ""])
    for signature in facts.dkim { table.add(["dkim", signature.result, signature.domain ?? ""]) }
    let asked = facts.dmarc.appliedPolicy.map { ", which asks for \($0)" } ?? ""
    table.add(["dmarc", facts.dmarc.result, (facts.dmarc.domain ?? "") + asked])
    if facts.arc.result != "none" {
      table.add(["arc", facts.arc.result, facts.arc.sealers.compactMap(\.domain).joined(separator: ", ")])
    }
    let lines = table.text(width: Terminal.width, hasColor: false).split(separator: "\n").map { "  \($0)" }
    return ["", heading("Who sent it")] + lines
  }
}

extension TraceExplanation {
  /// Marks of the longest bar.
  private static let barWidth = 24

  private var scoreLines: [String] {
    guard let findings = trace.findings else { return ["", "What the scan found is kept no more."] }
    guard findings.unscannable == nil, !findings.signals.isEmpty else { return [] }
    let longest = findings.signals.map(\.weight.magnitude).max() ?? 1
    let left = bar(findings.signals.map(\.weight).min() ?? 0, longest).count
    let right = bar(findings.signals.map(\.weight).max() ?? 0, longest).count
    let lines = findings.signals.map { signal in
      let mark = bar(signal.weight, longest)
      let isAgainst = signal.weight >= 0
      let before = String(repeating: " ", count: isAgainst ? left : left - mark.count)
      let after = String(repeating: " ", count: isAgainst ? right - mark.count : right)
      let drawn = isAgainst ? before + "|" + colored(mark, 31) + after : before + colored(mark, 32) + "|" + after
      let detail = signal.detail.map { " (\($0))" } ?? ""
      return "  \(number(signal.weight)) \(drawn)  " + Output.printable("\(signal.id): \(signal.sentence)\(detail)")
    }
    let sum = "  \(number(findings.spamScore)) spam score, the sum"
    return ["", heading("What it was judged by")] + lines + [sum]
  }

  private func bar(_ weight: Double, _ longest: Double) -> String {
    guard longest > 0 else { return "" }
    let share = weight.magnitude / longest * Double(TraceExplanation.barWidth)
    return String(repeating: "=", count: max(1, Int(share.rounded())))
  }

  private func colored(_ text: String, _ color: Int) -> String { hasColor ? "\u{1B}[\(color)m\(text)\u{1B}[0m" : text }

  /// Aligned at the point, with the two decimals that tell weights apart.
  private func number(_ weight: Double) -> String {
    let hundredths = Int((min(max(weight, -1e6), 1e6) * 100).rounded()).magnitude
    let text = "\(weight < 0 ? "-" : "+")\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    return String(repeating: " ", count: max(0, 7 - text.count)) + text
  }
}

extension TraceExplanation {
  private func lines(_ recipient: TraceDocument.Recipient) -> [String] {
    guard let decision = recipient.decision else { return ["", heading("\(recipient.address): \(recipient.status.rawValue)")] }
    let revision = recipient.revision.map { ", revision \($0) of the policies" } ?? ""
    // The weights are drawn above, once for all recipients.
    let steps = decision.because.drop { $0.first == "+" || $0.first == "-" }
    return ["", heading("\(recipient.address): \(decision.summary ?? decision.action.rawValue)")]
      + steps.enumerated().map { "  \($0 + 1). " + Output.printable($1) }
      + ["  \(decision.verdict.rawValue), SCL \(decision.scl), BCL \(decision.bcl), \(recipient.status.rawValue)\(revision)"]
      + otherwise(decision, recipient.today).map { "  " + Output.printable($0) }
  }

  private func otherwise(_ decision: Decision, _ today: Decision?) -> [String] {
    guard let today else { return decision.wouldChangeIf.map { ["otherwise: \($0)"] } ?? [] }
    if (today.verdict, today.action) == (decision.verdict, decision.action) {
      return [(today.wouldChangeIf ?? decision.wouldChangeIf).map { "otherwise: \($0)" } ?? "nothing alone would change it"]
    }
    return ["today: \(today.summary ?? today.action.rawValue)"] + (today.wouldChangeIf.map { ["otherwise: \($0)"] } ?? [])
  }
}
