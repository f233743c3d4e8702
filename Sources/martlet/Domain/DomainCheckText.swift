import MailAuthentication

/// A report for people: errors first, each with its remedy, then what to publish.
struct DomainCheckText {
  private let report: DomainReport

  init(_ report: DomainReport) { self.report = report }

  var text: String {
    var lines = ["\(report.domain): \(summary)", ""]
    for severity in DomainFinding.Severity.allCases {
      for finding in report.findings where finding.severity == severity { lines += Self.lines(finding) }
    }
    if !report.publish.isEmpty {
      lines += ["", "To publish, once you have made each record your own:", ""]
      lines += report.publish.map { $0.description }
    }
    return lines.map { Output.printable($0) }.joined(separator: "\n") + "\n"
  }

  private var summary: String {
    let errors = count(.error)
    let warnings = count(.warning)
    if errors + warnings == 0 { return "nothing is wrong" }
    return "\(errors) \(errors == 1 ? "error" : "errors"), \(warnings) \(warnings == 1 ? "warning" : "warnings")"
  }

  private func count(_ severity: DomainFinding.Severity) -> Int { report.findings.filter { $0.severity == severity }.count }

  private static func lines(_ finding: DomainFinding) -> [String] {
    let label = finding.severity.rawValue
    let padding = String(repeating: " ", count: max(0, 9 - label.count))
    let remedy = finding.remedy.map { [String(repeating: " ", count: 9) + "→ " + $0] } ?? []
    return [label + padding + finding.sentence + "  [\(finding.id)]"] + remedy
  }
}
