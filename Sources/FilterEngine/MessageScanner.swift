public import Classification
import ContentAnalysis
public import FilterPolicy
import InternetMessage
public import MailTypes

/// The scan: what is true of a message, found without any policy, network or file of its own. It never fails; a message that
/// makes no sense has findings that say so.
public struct MessageScanner: Sendable {
  public static let name = "martlet/1"

  private let resolver: (any DNSResolver)?
  private let classifier: Classifier?

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

  /// `content` is the whole message as received.
  public func scan(_ subject: ScanSubject, content: [UInt8]) async -> Findings {
    // DNS is the slow part: asked first, awaited last.
    async let pendingReverse = ReverseLookup.of(subject.client.address, resolver: resolver)
    let message = Message(content)
    let analysis = ContentAnalyzer.analyze(message)
    let facts = ScanFacts(
      subject: subject, message: MessageFacts(message.header, analysis), content: analysis, reverse: await pendingReverse)
    let noticed = MessageScanner.signals(for: facts)
    let term = classifier?.term(message, content: analysis)
    let signals = noticed + (term?.signals ?? [])
    let probability = SpamScale.probability(ofScore: Findings.sum(of: signals))
    return Findings(
      authentication: AuthenticationFacts(iprev: facts.reverse),
      probabilities: Findings.Probabilities(
        spam: probability, phish: PhishLayer.probability(signals: noticed, spamProbability: probability),
        bulk: BulkLayer.probability(analysis)),
      language: analysis.language?.code,
      signals: signals,
      entities: Entities(facts, of: subject),
      engine: MessageScanner.name,
      model: classifier == nil ? "none" : BaseModel.name)
  }
}
