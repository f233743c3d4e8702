public import FilterPolicy
import InternetMessage
public import MailAuthentication
public import MailTypes

/// Everything that sender authentication finds out about one message, method by method, and as the facts that policies act on.
/// Nothing is decided here.
public struct SenderAuthentication: Sendable {
  public let spf: SPFResult
  /// What SPF was asked.
  public let spfRequest: SPFRequest
  public let dkim: [DKIMResult]
  public let dmarc: DMARCResult
  public let arc: ARCResult
  public let facts: AuthenticationFacts

  /// The methods that wait for DNS run beside each other.
  public init(
    of message: SignedMessage, _ subject: ScanSubject, resolver: some DNSResolver, keys: DKIMKeyCache = DKIMKeyCache()
  ) async {
    let now = UTCTime(microseconds: subject.receivedAt)
    let route = MessageRoute(subject, message.header)
    let request = SPFRequest(
      client: route.client.address, helo: route.client.helo, mailFrom: "\(subject.envelope.reversePath)",
      receiver: subject.hostname, now: now)
    async let pendingSPF = SenderAuthentication.spf(request, route, resolver)
    async let pendingDKIM = DKIMVerifier(resolver: resolver, now: now, cache: keys).verify(message)
    async let pendingARC = ARCValidator(resolver: resolver, now: now, cache: keys).validate(message)
    async let pendingSenderID = SenderAuthentication.senderID(message.header, request, subject, resolver)
    async let pendingReverse = ReverseLookup.of(route.client.address, resolver: resolver)
    let authors = DMARCRequest.authorDomains(of: message.header)
    spfRequest = request
    let (spf, dkim) = (await pendingSPF, await pendingDKIM)
    let dmarc = await DMARCEvaluator(resolver: resolver, discovery: subject.discovery).evaluate(
      DMARCRequest(
        authorDomains: authors, spf: spf.domain.map { .init(domain: $0.text, result: spf.verdict.rawValue) },
        dkim: dkim.compactMap { result in result.domain.map { .init(domain: $0, result: result.verdict.rawValue) } }))
    let arc = await pendingARC
    var facts = AuthenticationFacts(
      isChecked: true, route: route.kind,
      spf: SPFFacts(result: spf.verdict.rawValue, domain: spf.domain?.text), dkim: dkim.map(DKIMFacts.init),
      dmarc: DMARCFacts(dmarc, subject.discovery), arc: ARCFacts(arc, authors: authors), iprev: await pendingReverse)
    facts.senderID = await pendingSenderID
    facts.align()
    facts.infrastructure = await InfrastructureLookup(resolver: resolver, client: route.client.address).facts(facts)
    (self.spf, self.dkim, self.dmarc, self.arc, self.facts) = (spf, dkim, dmarc, arc, facts)
  }

  /// Whoever a relay hides, its own address is nobody's to authorise.
  private static func spf(_ request: SPFRequest, _ route: MessageRoute, _ resolver: some DNSResolver) async -> SPFResult {
    guard route.kind != .hidden else { return SPFResult(.none, domain: nil) }
    return await SPFEvaluator(resolver: resolver).evaluate(request)
  }
}

extension SenderAuthentication {
  /// RFC 4406 §5.3: a message without a responsible address fails, and one whose domain does not exist. Records of version
  /// `spf2.0` are not read: nobody publishes them any more.
  private static func senderID(
    _ header: HeaderBlock, _ request: SPFRequest, _ subject: ScanSubject, _ resolver: some DNSResolver
  ) async -> SenderIDFacts? {
    guard subject.asksSenderID == true else { return nil }
    guard let address = PurportedResponsibleAddress.select(header) else { return SenderIDFacts(result: "fail", domain: nil) }
    let responsible = SPFRequest(
      client: request.client, helo: request.helo, mailFrom: "\(address)", receiver: request.receiver, now: request.now)
    let result = await SPFEvaluator(resolver: resolver).evaluate(responsible)
    let domain = address.domainName?.text
    let isMissing = result.verdict == .none ? await isMissing(domain, resolver) : false
    return SenderIDFacts(result: isMissing ? "fail" : result.verdict.rawValue, domain: domain)
  }

  private static func isMissing(_ domain: String?, _ resolver: some DNSResolver) async -> Bool {
    guard let domain else { return false }
    return await resolver.resolve(DNSQuestion(domain, .mx)) == .nameError
  }
}

extension AuthenticationFacts {
  /// Results that were given, about the message with this header.
  func completed(for header: HeaderBlock) -> AuthenticationFacts {
    var facts = self
    if facts.dmarc.domain == nil { facts.dmarc.domain = DMARCRequest.authorDomains(of: header).first }
    facts.align()
    return facts
  }
}

extension DKIMFacts {
  fileprivate init(_ result: DKIMResult) {
    self.init(
      result: result.verdict.rawValue, domain: result.domain, selector: result.selector,
      reason: result.reason.map { "\($0)" }, risks: result.risks.map { "\($0)" })
  }
}

extension DMARCFacts {
  fileprivate init(_ result: DMARCResult, _ discovery: DMARCDiscovery) {
    self.init(
      result: result.verdict.rawValue, policy: result.policy?.rawValue, appliedPolicy: result.appliedPolicy?.rawValue,
      domain: result.authorDomain, organizationalDomain: result.organizationalDomain, isTimeout: result.isTimeout,
      report: DMARCReportFacts(result, discovery))
  }
}

extension DMARCReportFacts {
  /// `nil` where no record applies, or it asks for no reports.
  fileprivate init?(_ result: DMARCResult, _ discovery: DMARCDiscovery) {
    guard let record = result.record, let domain = result.recordDomain, !record.aggregateReports.isEmpty else { return nil }
    var published = DMARCAggregateReport.PublishedPolicy(domain: domain)
    published.discovery = discovery
    published.policy = record.policy
    published.subdomainPolicy = record.subdomainPolicy
    published.nonexistentPolicy = record.nonexistentPolicy
    published.dkimAlignment = record.dkimAlignment
    published.spfAlignment = record.spfAlignment
    published.failureOptions = record.failureOptions
    published.isTesting = record.isTesting
    self.init(published: published, isDKIMAligned: result.dkimAligned, isSPFAligned: result.spfAligned)
  }
}

extension ARCFacts {
  fileprivate init(_ result: ARCResult, authors: [String]) {
    self.init(
      result: result.verdict.rawValue, reason: result.reason.map { "\($0)" },
      sealers: result.sealers.map { sealer in
        Sealer(
          domain: sealer.domain == sealer.messageDomain ? sealer.domain : nil,
          isPass: Alignment.isPass(sealer.results, for: authors))
      })
  }
}
