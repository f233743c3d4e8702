import FilterPolicy

/// What sender authentication says of spam. Little either way: spammers have domains and keys of their own, and honest mail is often
/// not authenticated; whom the message claims to come from is judged apart, by composite authentication.
struct AuthenticationCheck: ScanCheck {
  private let aligned = SignalDeclaration(
    "authentication.aligned", -0.3, "SPF or DKIM shows that the domain of From sent the message")
  private let unauthenticated = SignalDeclaration(
    "authentication.none", 0.4, "Nothing shows that the domain of From sent the message")
  private let forbidden = SignalDeclaration(
    "authentication.spfFail", 0.8, "The domain of the sender does not allow this client to send for it")
  private let doubtful = SignalDeclaration(
    "authentication.spfSoftFail", 0.3, "The domain of the sender hardly allows this client to send for it")
  private let refused = SignalDeclaration(
    "authentication.dmarcFail", 1, "The domain of From asks to refuse mail that fails as this does")

  var declarations: [SignalDeclaration] { [aligned, unauthenticated, forbidden, doubtful, refused] }

  func signals(for facts: ScanFacts) -> [Signal] {
    let found = facts.authentication
    guard found.isChecked else { return [] }
    if found.isAligned { return [aligned.found(found.dmarc.domain)] }
    // DNS that does not answer is nobody's fault, and a relay that hides the client nobody's claim.
    guard found.route != .hidden, !found.hasTemporaryError else { return [] }
    return [unauthenticated.found(found.dmarc.domain)] + senderSignals(found.spf)
      + refused.found(if: found.dmarc.result == "fail" && (found.dmarc.appliedPolicy ?? "none") != "none", found.dmarc.domain)
  }

  private func senderSignals(_ spf: SPFFacts) -> [Signal] {
    switch spf.result {
    case "fail": [forbidden.found(spf.domain)]
    case "softfail": [doubtful.found(spf.domain)]
    default: []
    }
  }
}

extension AuthenticationFacts {
  /// Asking later may give something better.
  fileprivate var hasTemporaryError: Bool {
    spf.result == "temperror" || dmarc.result == "temperror" || dkim.contains { $0.result == "temperror" }
  }
}
