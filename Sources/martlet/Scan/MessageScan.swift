import FilterEngine
import FilterPolicy
import Geolocation
import InternetMessage
import MailTypes

/// Scans one message as the gateway would, and judges it for each recipient.
struct MessageScan {
  struct Options {
    var client: ClientFacts
    /// `nil` takes the message's Return-Path.
    var reversePath: ReversePath?
    /// Empty takes the first address in To.
    var recipients: [EmailAddress]
    var organization: String
    var policies: OrganizationPolicies
    var now: UTCTime
  }

  let engine: MessageScanner
  let options: Options
  let blocklists: [Blocklist]
  let countries: CountryLookup?
  /// Results that are given in place of those of DNS.
  let authentication: AuthenticationFacts?

  /// The name this command has in place of a gateway's.
  private static let hostname = "localhost"

  func run(_ content: [UInt8], file: String) async -> ScanResult {
    let header = HeaderBlock(content)
    let recipients = options.recipients.isEmpty ? [MessageScan.recipient(in: header)].compactMap { $0 } : options.recipients
    // The domains of the organisation are those of its recipients.
    let snapshot = PolicySnapshot(
      organization: options.organization, hostname: MessageScan.hostname, acceptedDomains: SenderCheck.domains(of: recipients),
      policies: options.policies)
    var subject = ScanSubject(
      traceID: TraceID(), client: options.client,
      envelope: Envelope(
        reversePath: options.reversePath ?? MessageScan.reversePath(in: header),
        recipients: recipients.map { Envelope.Recipient($0) }),
      receivedAt: options.now.microseconds, hostname: MessageScan.hostname, blocklists: blocklists)
    // All that a policy could ask for: here somebody wants to know.
    subject.sensitiveWords = options.policies.sensitiveWords.all.sorted()
    subject.asksSenderID = true
    subject.findsBannerPlaces = snapshot.asksForBanners
    var findings = await engine.scan(subject, content: content, authentication: authentication)
    findings.country = countries?.country(of: findings)
    let decisions = recipients.map { decide(findings, subject, $0, snapshot) }
    return ScanResult(file: file, findings: findings, decisions: decisions)
  }

  private func decide(
    _ findings: Findings, _ subject: ScanSubject, _ recipient: EmailAddress, _ snapshot: PolicySnapshot
  ) -> Decision {
    let direction: MailDirection = options.client.authenticatedUser == nil ? .inbound : .outbound
    return evaluate(
      findings, context: EvaluationContext(traceID: subject.traceID, direction: direction),
      snapshot: snapshot,
      recipient: recipient, now: options.now, counterfactuals: .all)
  }

  /// The first address in To; a message without one is judged for postmaster, whom every host has.
  private static func recipient(in header: HeaderBlock) -> EmailAddress? {
    header.addresses("To").lazy.compactMap { $0.mailbox }.first ?? EmailAddress("postmaster@\(hostname)")
  }

  private static func reversePath(in header: HeaderBlock) -> ReversePath {
    header.addresses("Return-Path").first?.mailbox.map { .mailbox($0) } ?? .null
  }
}
