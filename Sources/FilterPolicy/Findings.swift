public import MailTypes

/// What is true of a message, whoever receives it: no policy in it. Made once per message by the scan, judged once per
/// recipient by `evaluate`. The JSON form is that of `martlet scan --json`.
public struct Findings: Hashable, Sendable, Codable {
  /// Rises when a key changes its meaning; new keys do not raise it.
  public static let currentVersion = 1

  public var version: Int
  public var authentication: AuthenticationFacts
  public var probabilities: Probabilities
  /// Larger is spammier; the sum of the weights of `signals`.
  public var spamScore: Double
  /// As the lists of languages have it (eop-spec §4.3), in lower case, else ISO 639: `de`, `nb`, `zh-tw`. `nil` where it is not
  /// sure.
  public var language: String?
  /// ISO 3166-1 alpha-2 of the client address, where known.
  public var country: String?
  public var signals: [Signal]
  public var entities: Entities
  /// Name and version of the scan engine.
  public var engine: String
  /// The classifier that had a say; `none` where there is none.
  public var model: String
  /// Why the message could not be scanned; `nil` for one that was.
  public var unscannable: String?
  /// Aggregate reports in the message; read only where the subject says that it went to an address for them.
  public var reports: [ReportFinding]?
  /// The files of the message, attached and in archives; `nil` where there are none.
  public var files: FileFindings?
  /// What a virus scanner said; `nil` where none is configured. Added by the gateway, which asks it beside the scan.
  public var malware: MalwareFacts?
  /// What a message to many says of itself; `nil` for other mail, and in traces of before it was looked for.
  public var bulk: BulkFindings?
  /// What the advanced spam filter can be asked to mind; `nil` where there is nothing, and in traces of before it was looked for.
  public var traits: [MessageTrait]?

  /// Where a banner can stand; looked for only where the subject says that a policy may want one.
  public var bannerPlaces: BannerPlaces?

  /// Each 0…1, and each for itself: they need not add up to one.
  public struct Probabilities: Hashable, Sendable, Codable {
    public var spam: Double
    public var phish: Double
    public var bulk: Double

    public init(spam: Double = 0, phish: Double = 0, bulk: Double = 0) {
      self.spam = spam
      self.phish = phish
      self.bulk = bulk
    }
  }

  /// The spam score is the sum of the weights: it cannot disagree with them.
  public init(
    authentication: AuthenticationFacts = AuthenticationFacts(), probabilities: Probabilities = Probabilities(),
    language: String? = nil, country: String? = nil, signals: [Signal], entities: Entities, engine: String,
    model: String = "none", unscannable: String? = nil
  ) {
    self.version = Findings.currentVersion
    self.authentication = authentication
    self.probabilities = probabilities
    self.spamScore = Findings.sum(of: signals)
    self.language = language
    self.country = country
    self.signals = signals
    self.entities = entities
    self.engine = engine
    self.model = model
    self.unscannable = unscannable
  }

  /// The findings of a message whose scan failed for good, with the reason for the log, the trace and the quarantine.
  public static func unscannable(_ subject: ScanSubject, reason: String) -> Findings {
    Findings(signals: [], entities: Entities(of: subject), engine: "none", unscannable: reason)
  }

  /// What `spamScore` is for these signals. Added as decimals, so that a reader who adds the weights on paper gets the same
  /// figure, and not one that differs in the sixteenth digit.
  public static func sum(of signals: [Signal]) -> Double {
    let millionths = signals.reduce(Int64(0)) { $0.addingReportingOverflow(Signal.millionths($1.weight)).partialValue }
    return Double(millionths) / 1e6
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(version, forKey: .version)
    try container.encode(authentication, forKey: .authentication)
    try container.encode(probabilities, forKey: .probabilities)
    try container.encode(spamScore, forKey: .spamScore)
    try container.encode(language, forKey: .language)
    try container.encode(country, forKey: .country)
    try container.encode(signals, forKey: .signals)
    try container.encode(entities, forKey: .entities)
    try container.encode(engine, forKey: .engine)
    try container.encode(model, forKey: .model)
    try container.encode(unscannable, forKey: .unscannable)
    try container.encodeIfPresent(reports, forKey: .reports)
    try container.encodeIfPresent(files, forKey: .files)
    try container.encodeIfPresent(malware, forKey: .malware)
    try container.encodeIfPresent(bulk, forKey: .bulk)
    try container.encodeIfPresent(traits, forKey: .traits)
    try container.encodeIfPresent(bannerPlaces, forKey: .bannerPlaces)
  }
}
