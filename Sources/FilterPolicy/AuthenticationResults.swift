/// The `Authentication-Results` of this gateway (RFC 8601 §2.2). Until sender authentication exists it holds `iprev` alone.
struct AuthenticationResults: Sendable {
  private let entries: [String]

  init(_ findings: Findings, hostname: String) {
    let iprev = findings.authentication.iprev
    guard iprev.result != .none else {
      // RFC 8601 §2.2: `none` where nothing was checked.
      entries = ["\(ReportText.safe(hostname));", "none"]
      return
    }
    let name = iprev.name.map { " (\(AuthenticationResults.commentSafe($0)))" } ?? ""
    // The colons of IPv6 are not allowed in a token (RFC 8601 §2.2 `value`, RFC 2045 §5.1).
    let address = "\(findings.entities.clientAddress)"
    let value = address.contains(":") ? "\"\(address)\"" : address
    entries = ["\(ReportText.safe(hostname));", "iprev=\(iprev.result)\(name)", "policy.iprev=\(value)"]
  }

  var unfolded: String { "Authentication-Results: " + entries.joined(separator: " ") }

  var folded: String {
    FoldedEntries.field(named: "Authentication-Results", entries: entries.enumerated().map { $0 == 0 ? $1 : " " + $1 })
  }

  /// A PTR name inside a comment: parentheses and backslashes would end or nest it (RFC 5322 §3.2.2).
  private static func commentSafe(_ name: String) -> String {
    String(ReportText.safe(name).map { "()\\".contains($0) ? "?" : $0 })
  }
}
