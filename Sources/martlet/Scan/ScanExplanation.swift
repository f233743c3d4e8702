import FilterPolicy

/// A scan as people read it: verdict, score, each signal with its weight, action, headers.
struct ScanExplanation {
  private let result: ScanResult

  init(_ result: ScanResult) { self.result = result }

  /// Lines with a line feed each.
  var text: String {
    let lines =
      [result.file] + scoreLines + senderLines + traitLines + signalLines + result.decisions.flatMap(decisionLines) + [""]
    return lines.map { Output.printable($0) + "\n" }.joined()
  }

  private var scoreLines: [String] {
    guard result.findings.unscannable == nil else { return [] }
    let score = result.findings.spamScore
    return [
      "  score      \(ScanExplanation.number(score))  [\(ScanExplanation.bar(score))]  \(ScanExplanation.number(SpamScale.midpoint)) is spam"
    ]
  }

  /// What authentication found, in the words of RFC 8601; nothing where nothing was asked.
  private var senderLines: [String] {
    let facts = result.findings.authentication
    guard facts.isChecked else { return [] }
    func shown(_ method: String, _ result: String, _ domain: String?) -> String {
      "\(method)=\(result)" + (domain.map { " (\($0))" } ?? "")
    }
    let dkim = facts.dkim.isEmpty ? ["dkim=none"] : facts.dkim.map { shown("dkim", $0.result, $0.domain) }
    let methods =
      [shown("spf", facts.spf.result, facts.spf.domain)] + dkim + [shown("dmarc", facts.dmarc.result, facts.dmarc.domain)]
    return ["  sender     " + methods.joined(separator: ", ")]
  }

  /// What the advanced spam filter could be asked to mind.
  private var traitLines: [String] {
    labelled("traits", (result.findings.traits ?? []).map { $0.kind.rawValue + ($0.detail.map { ": \($0)" } ?? "") })
  }

  private var signalLines: [String] {
    let signals = result.findings.signals
    guard !signals.isEmpty else { return ["  signals    none"] }
    let width = signals.map { $0.id.count }.max() ?? 0
    return signals.enumerated().map { index, signal in
      let weight = (signal.weight < 0 ? "" : "+") + ScanExplanation.number(signal.weight)
      let detail = signal.detail.map { ": \($0)" } ?? ""
      return (index == 0 ? "  signals  " : "           ") + ScanExplanation.right(weight, 7) + "  "
        + signal.id.padded(to: width) + "  \(signal.sentence)\(detail)"
    }
  }

  private func decisionLines(_ decision: Decision) -> [String] {
    var lines = [
      "", "  recipient  \(decision.recipient)",
      "  verdict    \(decision.verdict.rawValue), SCL \(decision.scl), category \(decision.category.rawValue)",
      "  action     \(decision.action.rawValue) (policy \(decision.policy))",
    ]
    // The signals are shown above, once for all recipients.
    let reasons = decision.because.drop { $0.first == "+" || $0.first == "-" }
    lines += labelled("because", Array(reasons))
    if let change = decision.wouldChangeIf { lines.append("  otherwise  \(change)") }
    lines += labelled("headers", decision.headers.flatMap { $0.split(separator: "\r\n").map(String.init) })
    return lines
  }

  private func labelled(_ label: String, _ lines: [String]) -> [String] {
    lines.enumerated().map { index, line in
      (index == 0 ? "  " + label.padded(to: 11) : String(repeating: " ", count: 13)) + line
    }
  }

  /// Twenty marks from 0 to twice the midpoint.
  private static func bar(_ score: Double) -> String {
    let filled = Int(min(max(score / (2 * SpamScale.midpoint), 0), 1) * 20)
    return String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
  }

  /// One decimal: the weights of this engine have no more.
  private static func number(_ value: Double) -> String {
    let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
    return (tenths < 0 ? "-" : "") + "\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
