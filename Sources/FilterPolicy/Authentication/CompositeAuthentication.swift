import MailTypes

/// Whether a message comes from the domain its From names, by everything that is known (eop-spec §2.10–2.11). Explicit
/// results come first: what SPF, DKIM and DMARC say. Where they say nothing for the author, what is guessed decides.
struct CompositeAuthentication: Hashable, Sendable {
  /// eop-spec §2.10, with the sentence that explains it.
  enum Reason: String, Sendable {
    case ownerForbids = "000"
    case nothingSpeaks = "001"
    case pairBlocked = "002"
    case ownDomainForbids = "010"
    case dmarcPass = "100"
    case reverseName = "103"
    case bestGuess = "109"
    case recordError = "111"
    case recordTimeout = "112"
    case exchanger = "116"
    case trustedSealer = "130"
    case neighbour = "201"
    case unconfirmedName = "202"
    case notChecked = "300"
    case pairAllowed = "400"
    case ownDomain = "601"
    case knownByName = "701"
    case knownBySignature = "702"
    case knownByNetwork = "703"
    case complexRouting = "905"

    /// `pass`, `softpass`, `fail` or `none`.
    var result: String {
      switch self {
      case .ownerForbids, .nothingSpeaks, .pairBlocked, .ownDomainForbids, .ownDomain: "fail"
      case .neighbour, .unconfirmedName: "softpass"
      case .notChecked, .pairAllowed, .complexRouting: "none"
      default: "pass"
      }
    }
  }

  let reason: Reason

  init(_ findings: Findings, context: EvaluationContext, snapshot: PolicySnapshot) {
    let facts = findings.authentication
    guard context.direction == .inbound, facts.isChecked, findings.unscannable == nil else {
      reason = .notChecked
      return
    }
    let author = Author(findings, snapshot)
    reason =
      CompositeAuthentication.pair(findings, snapshot, isBlocking: true)
      ?? CompositeAuthentication.explicitPass(facts)
      ?? CompositeAuthentication.vouched(facts.arc, snapshot.policies.trustedSealers)
      ?? CompositeAuthentication.pair(findings, snapshot, isBlocking: false)
      ?? CompositeAuthentication.known(context.senderHistory)
      ?? CompositeAuthentication.explicitFailure(facts, author)
      ?? CompositeAuthentication.guessed(facts)
      ?? (author.isOurs ? .ownDomain : .nothingSpeaks)
  }

  /// The author is proven, and not only likely.
  var isAuthenticated: Bool {
    switch reason {
    case .dmarcPass, .bestGuess, .recordError, .trustedSealer: true
    default: false
    }
  }

  var isFailure: Bool { reason.result == "fail" }

  private struct Author {
    let isOurs: Bool

    init(_ findings: Findings, _ snapshot: PolicySnapshot) {
      isOurs = findings.authorDomain.map { snapshot.acceptedDomains.contains($0) } ?? false
    }
  }

  /// eop-spec §7.7: what an administrator said of the pair; a block stands above everything, an allowance below what is proven.
  private static func pair(_ findings: Findings, _ snapshot: PolicySnapshot, isBlocking: Bool) -> Reason? {
    guard let action = snapshot.spoofedSenders.action(for: findings), (action == .block) == isBlocking else { return nil }
    return isBlocking ? .pairBlocked : .pairAllowed
  }

  private static func explicitPass(_ facts: AuthenticationFacts) -> Reason? {
    switch facts.dmarc.result {
    case "pass": .dmarcPass
    case "none": facts.isAligned ? .bestGuess : nil
    case "temperror", "permerror": facts.isAligned ? .recordError : facts.dmarc.isTimeout ? .recordTimeout : nil
    default: nil
    }
  }

  /// RFC 8617 §7.2.1: a chain says nothing of the message as it was before a handler that nobody trusts, because that one may
  /// have put another message under it. Trusted are the last sealers, back to the first stranger.
  private static func vouched(_ arc: ARCFacts, _ trusted: Set<DomainName>) -> Reason? {
    guard arc.result == "pass", !trusted.isEmpty else { return nil }
    let line = arc.sealers.reversed().prefix { sealer in
      sealer.domain.flatMap { DomainName($0) }.map(trusted.contains) ?? false
    }
    return line.contains { $0.isPass } ? .trustedSealer : nil
  }

  private static func known(_ history: SenderHistory?) -> Reason? {
    guard let history, history.isEstablished else { return nil }
    switch history.kind {
    case .reverseName: return .knownByName
    case .signature: return .knownBySignature
    case .network: return .knownByNetwork
    }
  }

  /// What the owner of the domain asks receivers to act on. Behind a relay that hides the client nothing can be held against
  /// the message.
  private static func explicitFailure(_ facts: AuthenticationFacts, _ author: Author) -> Reason? {
    if facts.route == .hidden { return .complexRouting }
    guard facts.dmarc.result == "fail", facts.dmarc.appliedPolicy == "quarantine" || facts.dmarc.appliedPolicy == "reject"
    else { return nil }
    return author.isOurs ? .ownDomainForbids : .ownerForbids
  }

  /// A domain whose SPF record rules the client out is not guessed to use it.
  private static func guessed(_ facts: AuthenticationFacts) -> Reason? {
    guard !(facts.spf.result == "fail" && facts.spf.isAligned) else { return nil }
    let infrastructure = facts.infrastructure
    let isConfirmed = facts.iprev.result == .pass
    if infrastructure.isReverseAligned, isConfirmed { return .reverseName }
    if infrastructure.isExchangerAligned, isConfirmed { return .exchanger }
    if infrastructure.isNeighbour { return .neighbour }
    return infrastructure.isReverseAligned ? .unconfirmedName : nil
  }
}

extension CompositeAuthentication {
  /// For the explanation.
  func sentence(_ facts: AuthenticationFacts) -> String {
    "\(claim(facts)): compauth \(reason.result), reason \(reason.rawValue)"
  }

  /// What is held to be so.
  func claim(_ facts: AuthenticationFacts) -> String {
    let domain = facts.dmarc.domain ?? "the domain of From"
    return switch reason {
    case .ownerForbids: "\(domain) asks to \(facts.dmarc.appliedPolicy ?? "refuse") mail that fails DMARC, and this does"
    case .nothingSpeaks: "nothing shows that \(domain) sent it"
    case .pairBlocked: "this client is blocked from sending as \(domain)"
    case .ownDomainForbids: "\(domain) is ours, and its DMARC policy is not met"
    case .dmarcPass: "DMARC passes for \(domain)"
    case .reverseName: "the client's name belongs to \(domain)"
    case .bestGuess: "SPF or DKIM passes for \(domain), which has no DMARC record"
    case .recordError: "the DMARC record of \(domain) cannot be used, SPF or DKIM passes for it"
    case .recordTimeout: "DNS did not give the DMARC record of \(domain) in time"
    case .exchanger: "a mail exchanger of \(domain) belongs with the client's name"
    case .trustedSealer: "a trusted ARC sealer found \(domain) authenticated"
    case .neighbour: "\(domain) has an address next to the client"
    case .unconfirmedName: "the client's unconfirmed name belongs to \(domain)"
    case .notChecked: "sender authentication was not checked"
    case .pairAllowed: "this client is allowed to send as \(domain)"
    case .ownDomain: "\(domain) is ours, and nothing shows that we sent it"
    case .knownByName, .knownBySignature, .knownByNetwork: "this client has long sent wanted mail as \(domain)"
    case .complexRouting: "it came through a relay that does not say who the client was"
    }
  }
}
