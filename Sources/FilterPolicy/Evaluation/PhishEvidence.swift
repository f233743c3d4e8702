/// Something beside a message's words that speaks for phish: high confidence, which nothing overrides, asks for it.
struct PhishEvidence: Sendable {
  let sentence: String

  /// Signals that do not come from what the text says.
  private static let signals: Set<String> = [
    "header.brandElsewhere", "header.nameIsAddress", "attachment.passwordForm", "attachment.redirectingPage", "html.password",
  ]

  /// `nil` where there is none.
  init?(_ findings: Findings, _ composite: CompositeAuthentication) {
    if composite.isFailure {
      sentence = composite.claim(findings.authentication)
    } else if let signal = findings.signals.first(where: PhishEvidence.speaks) {
      sentence = "\(signal.id) speaks for it too"
    } else {
      return nil
    }
  }

  private static func speaks(_ signal: Signal) -> Bool {
    signal.weight > 0 && (signals.contains(signal.id) || signal.id.hasPrefix("list."))
  }
}
