public import Classification
import ContentAnalysis
public import FilterPolicy
import InternetMessage
import MailAuthentication
public import MailTypes

/// The scan: what is true of a message, found without any policy, network or file of its own. It never fails; a message that
/// makes no sense has findings that say so.
public struct MessageScanner: Sendable {
  public static let name = "martlet/1"

  private let resolver: (any DNSResolver)?
  private let classifier: Classifier?
  /// The keys of DKIM and ARC, parsed: big senders have few.
  private let keys = DKIMKeyCache()
  private let words = SensitiveWordCache()

  /// Without a resolver nothing is asked of DNS, and what depends on it is left out. Without a model the signals of the checks
  /// are all that is judged by.
  public init(resolver: (any DNSResolver)?, model: SpamModel? = nil) {
    self.resolver = resolver
    classifier = model.map(Classifier.init)
  }

  /// Loads what the libraries of the scan read from disk at first use. A process that will be confined calls it before.
  public static func prepare() {
    ContentAnalyzer.prepare()
  }

  /// The checks in the order in which their signals are listed. The one list: a check that is not here does not exist.
  static let checks: [any ScanCheck] = [
    TestStringCheck(),
    ClientCheck(),
    AuthenticationCheck(),
    HeaderCheck(),
    SubjectCheck(),
    PhraseCheck(),
    LinkCheck(),
    MarkupCheck(),
    VisibleTextCheck(),
    AlternativeCheck(),
    StructureCheck(),
    AttachmentCheck(),
    CodeCheck(),
    BulkCheck(),
  ]

  /// What the checks notice, in their order.
  static func signals(for facts: ScanFacts) -> [Signal] {
    checks.flatMap { $0.signals(for: facts) }
  }

  /// `content` is the whole message as received. Authentication results that are given are not computed.
  public func scan(
    _ subject: ScanSubject, content: [UInt8], authentication given: AuthenticationFacts? = nil
  ) async -> Findings {
    let message = Message(content)
    let route = MessageRoute(subject, message.header)
    // DNS is the slow part: asked first, awaited last.
    async let pendingAuthentication = authentication(subject, route, content, message.header, given: given)
    await MessageScanner.letQuestionsOut()
    let analysis = ContentAnalyzer.analyze(message)
    let messageFacts = MessageFacts(message.header, analysis)
    let domains = ListedDomains.of(subject, route.client, messageFacts, analysis)
    async let pendingLists = BlocklistLookup.signals(subject, route.client, domains: domains, resolver: resolver)
    let facts = ScanFacts(
      subject: subject, message: messageFacts, content: analysis, authentication: await pendingAuthentication,
      client: route.client)
    let noticed = MessageScanner.signals(for: facts) + (await pendingLists)
    let term = classifier?.term(message, content: analysis)
    let judged = noticed + (term?.signals ?? [])
    let signals = judged + SilentMessage.signals(for: message, score: Findings.sum(of: judged))
    let probability = SpamScale.probability(ofScore: Findings.sum(of: signals))
    var findings = Findings(
      authentication: facts.authentication,
      probabilities: Findings.Probabilities(
        spam: probability, phish: PhishLayer.probability(signals: noticed, spamProbability: probability),
        bulk: BulkLayer.probability(analysis)),
      language: analysis.languageTag,
      signals: signals,
      entities: Entities(facts, of: subject),
      engine: MessageScanner.name,
      model: classifier == nil ? "none" : BaseModel.name)
    findings.bulk = BulkFindings(facts)
    let traits = MessageTraits.all(facts, message, words: subject.sensitiveWords.map(words.matcher))
    findings.traits = traits.isEmpty ? nil : traits
    findings.files = FileFindings(analysis.attachments)
    if subject.findsBannerPlaces { findings.bannerPlaces = BannerFinder.places(in: message) }
    if subject.readsReports { findings.reports = ReportReading.reports(in: message) }
    return findings
  }

  private func authentication(
    _ subject: ScanSubject, _ route: MessageRoute, _ content: [UInt8], _ header: HeaderBlock, given: AuthenticationFacts?
  ) async -> AuthenticationFacts {
    if let given { return given.completed(for: header) }
    guard let resolver else { return AuthenticationFacts(route: route.kind) }
    let budgeted = BudgetedResolver(resolver, limits: .message)
    return await SenderAuthentication(of: SignedMessage(content), subject, resolver: budgeted, keys: keys).facts
  }

  /// A scanner has one thread: in the first turn the parts of authentication are started, in the second they ask DNS. Without
  /// these turns they would do so only after the long work on the content.
  private static func letQuestionsOut() async {
    await Task.yield()
    await Task.yield()
  }
}
