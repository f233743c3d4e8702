import MailTypes

/// The Authentication-Results of this gateway: in the words of Exchange Online (eop-spec §2.9), so that whatever reads its
/// headers finds them, and in the grammar of RFC 8601.
struct StampedResults: Sendable {
  private let pieces: [String]

  /// `isRejected`: a message that fails a policy of reject is on its way to nobody.
  init(_ findings: Findings, _ composite: CompositeAuthentication, snapshot: PolicySnapshot, isRejected: Bool = false) {
    let methods = StampedResults.methods(findings, composite, isRejected: isRejected)
    pieces = AuthenticationResults(authservID: snapshot.hostname, results: methods).pieces(snapshot.resultsStyle)
  }

  /// RFC 8601 §2.2: `none` where nothing was checked.
  private static func methods(
    _ findings: Findings, _ composite: CompositeAuthentication, isRejected: Bool
  ) -> [AuthenticationResults.MethodResult] {
    let facts = findings.authentication
    let iprev = iprev(findings)
    guard facts.isChecked else { return iprev }
    let dkim = facts.dkim.isEmpty ? [unsigned] : facts.dkim.map(signature)
    return [spf(findings)] + dkim + [dmarc(facts, composite, isRejected: isRejected)] + arc(facts) + [
      .init("compauth", composite.reason.result, reason: composite.reason.rawValue)
    ] + iprev
  }

  var unfolded: String { "Authentication-Results: " + pieces.joined(separator: " ") }

  var folded: String {
    FoldedEntries.field(named: "Authentication-Results", entries: pieces.enumerated().map { $0 == 0 ? $1 : " " + $1 })
  }

  /// `spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=contoso.com`.
  private static func spf(_ findings: Findings) -> AuthenticationResults.MethodResult {
    let facts = findings.authentication.spf
    let entities = findings.entities
    let (name, text) = entities.sender.isEmpty ? ("helo", entities.helo) : ("mailfrom", entities.sender)
    let value = facts.domain ?? text
    return .init(
      "spf", facts.result, comment: "sender IP is \(entities.clientAddress)",
      properties: value.isEmpty ? [] : [.init("smtp", name, value)])
  }

  /// `dkim=none (message not signed) header.d=none`.
  private static let unsigned = AuthenticationResults.MethodResult(
    "dkim", "none", comment: "message not signed", properties: [.init("header", "d", "none")])

  /// `dkim=pass (signature was verified) header.d=contoso.com`.
  private static func signature(_ facts: DKIMFacts) -> AuthenticationResults.MethodResult {
    let comment = facts.result == "pass" ? "signature was verified" : facts.reason
    let selector = facts.selector.map { [AuthenticationResults.Property("header", "s", $0)] } ?? []
    return .init(
      "dkim", facts.result, comment: comment, properties: [.init("header", "d", facts.domain ?? "none")] + selector)
  }

  /// `dmarc=fail action=oreject header.from=contoso.com`; `action` has the type `policy` where the RFC's grammar is kept to.
  private static func dmarc(
    _ facts: AuthenticationFacts, _ composite: CompositeAuthentication, isRejected: Bool
  ) -> AuthenticationResults.MethodResult {
    let result = composite.reason == .bestGuess ? "bestguesspass" : facts.dmarc.result
    let from = facts.dmarc.domain ?? "none"
    return .init(
      "dmarc", result,
      properties: [.init("policy", "action", action(facts.dmarc, isRejected: isRejected)), .init("header", "from", from)])
  }

  /// What the owner's policy asks: `oreject` where it asks to reject and the message goes on all the same (eop-spec §2.9).
  private static func action(_ facts: DMARCFacts, isRejected: Bool) -> String {
    guard facts.result == "fail" else { return "none" }
    switch facts.appliedPolicy {
    case "reject": return isRejected ? "reject" : "oreject"
    case "quarantine": return "quarantine"
    default: return "none"
    }
  }

  private static func arc(_ facts: AuthenticationFacts) -> [AuthenticationResults.MethodResult] {
    guard facts.arc.result != "none" else { return [] }
    let domain = facts.arc.sealers.last?.domain.map { [AuthenticationResults.Property("header", "d", $0)] } ?? []
    return [.init("arc", facts.arc.result, comment: facts.arc.reason, properties: domain)]
  }

  private static func iprev(_ findings: Findings) -> [AuthenticationResults.MethodResult] {
    let lookup = findings.authentication.iprev
    guard lookup.result != .none else { return [] }
    return [
      .init(
        "iprev", lookup.result.rawValue, comment: lookup.name,
        properties: [.init("policy", "iprev", "\(findings.entities.clientAddress)")])
    ]
  }
}
