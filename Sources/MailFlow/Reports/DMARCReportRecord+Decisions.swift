import FilterPolicy
import MailTypes

extension DMARCReportRecord {
  /// What an aggregate report says of one message; `nil` where the owner of the author's domain asks for none, where DMARC came
  /// to no result, or where a relay of ours hides the client, whose address would be the relay's.
  init?(_ findings: Findings, _ decisions: [Decision], reversePath: ReversePath) {
    let facts = findings.authentication
    guard facts.isChecked, facts.route != .hidden, let report = facts.dmarc.report, let author = facts.dmarc.domain,
      ["pass", "fail"].contains(facts.dmarc.result)
    else { return nil }
    self.init(
      source: findings.entities.clientAddress, count: 1, disposition: .pass, dkimAligned: report.isDKIMAligned,
      spfAligned: report.isSPFAligned, headerFrom: author)
    // RFC 9990, "Contents of the identifiers element": there and empty for the null reverse-path.
    envelopeFrom = reversePath.mailbox.map { "\($0.domain)" } ?? ""
    dkim = Authentication.all(facts.dkim, author: author)
    // Only the MAIL FROM identity counts for DMARC; with a null reverse-path that is postmaster of the HELO name (RFC 7208 §2.4).
    spf = facts.spf.domain.map { [Authentication(domain: $0, result: facts.spf.result, scope: "mfrom")] } ?? []
    if facts.dmarc.result == "fail" { setDisposition(facts.dmarc, decisions) }
  }

  /// What became of the policy: less than it asks for needs a reason. Where more was done it was for the content, and not by the
  /// owner's wish.
  private mutating func setDisposition(_ dmarc: DMARCFacts, _ decisions: [Decision]) {
    let wanted = dmarc.appliedPolicy.flatMap { DMARCPolicy(rawValue: $0) } ?? .none
    let done = decisions.map { DMARCPolicy($0.action) }.max() ?? .none
    switch min(wanted, done) {
    case .none: disposition = .none
    case .quarantine: disposition = .quarantine
    case .reject: disposition = .reject
    }
    if done < wanted {
      // eop-spec §2.10, 130: an ARC sealer that is trusted vouched for the message.
      let isVouchedFor = decisions.contains { $0.compauth.reason == "130" }
      overrides = [Override(type: isVouchedFor ? "trusted_forwarder" : "local_policy")]
    } else if dmarc.report?.published.isTesting == true, dmarc.report?.published.discovery == .treeWalk {
      overrides = [Override(type: "policy_test_mode")]
    }
  }
}

extension DMARCReportRecord.Authentication {
  /// Signatures reported of one message: RFC 9990, "DKIM Signatures in Aggregate Reports", allows a hundred; a forger who adds
  /// them makes the report large, and no owner learns from the eleventh.
  private static let signatureLimit = 10

  /// Those that pass and are the author's first, then others that pass, then the rest.
  fileprivate static func all(_ signatures: [DKIMFacts], author: String) -> [Self] {
    let known = signatures.filter { $0.domain != nil }
    let ranks = [
      known.filter { $0.result == "pass" && $0.domain == author },
      known.filter { $0.result == "pass" && $0.domain != author && $0.isAligned },
      known.filter { $0.result == "pass" && $0.domain != author && !$0.isAligned },
      known.filter { $0.result != "pass" },
    ]
    return ranks.joined().prefix(signatureLimit).map { signature in
      var result = Self(domain: signature.domain ?? "", result: signature.result, selector: signature.selector ?? "")
      result.explanation = signature.reason
      return result
    }
  }
}

extension DMARCPolicy {
  /// The policy that asks for what was done.
  fileprivate init(_ action: FilterAction) {
    switch action {
    case .reject, .delete: self = .reject
    case .quarantine, .moveToJunk: self = .quarantine
    case .deliver, .addXHeader, .modifySubject, .redirect, .noAction: self = .none
    }
  }
}
