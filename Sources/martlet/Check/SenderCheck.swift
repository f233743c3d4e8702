import FilterEngine
import FilterPolicy
import InternetMessage
import MailAuthentication
import MailTypes

/// The whole authentication of one message, as a gateway does it.
struct SenderCheck {
  /// The name this command has in place of a gateway's.
  private static let hostname = "localhost"

  let acceptedDomains: Set<DomainName>
  let trustedSealers: Set<DomainName>

  init(acceptedDomains: Set<DomainName>, trustedSealers: Set<DomainName>) {
    self.acceptedDomains = acceptedDomains
    self.trustedSealers = trustedSealers
  }

  init(_ input: CheckInput) {
    self.init(
      acceptedDomains: Self.domains(of: input.rcpt?.addresses ?? []).union(input.options?.acceptedDomains ?? []),
      trustedSealers: Set(input.options?.trustedSealers ?? []))
  }

  static func domains(of addresses: [EmailAddress]) -> Set<DomainName> { Set(addresses.compactMap(\.domainName)) }

  /// Without a reverse-path the message's Return-Path stands for it.
  static func subject(
    _ client: ClientFacts, _ reversePath: ReversePath?, _ header: HeaderBlock, _ time: UTCTime
  ) -> ScanSubject {
    let path = reversePath ?? header.addresses("Return-Path").first?.mailbox.map { .mailbox($0) } ?? .null
    return ScanSubject(
      traceID: TraceID(), client: client, envelope: Envelope(reversePath: path, recipients: []), receivedAt: time.microseconds,
      hostname: hostname)
  }

  func answer(_ message: SignedMessage, _ subject: ScanSubject, _ resolver: any DNSResolver) async -> SenderAnswer {
    let found = await SenderAuthentication(of: message, subject, resolver: resolver)
    var entities = Entities(of: subject)
    (entities.clientAddress, entities.helo) = (found.spfRequest.client, found.spfRequest.helo)
    let findings = Findings(authentication: found.facts, signals: [], entities: entities, engine: MessageScanner.name)
    var policies = OrganizationPolicies()
    policies.trustedSealers = trustedSealers
    let snapshot = PolicySnapshot(
      organization: "default", hostname: subject.hostname, acceptedDomains: acceptedDomains, policies: policies)
    let results = compositeResults(
      findings, context: EvaluationContext(traceID: subject.traceID, direction: .inbound), snapshot: snapshot)
    return SenderAnswer(found, results)
  }
}
