import Classification

/// How well a classifier did, as `martlet evaluate` prints it.
public struct EvaluationReport: Sendable, Codable {
  public struct Counts: Sendable, Codable {
    public var ham = 0
    public var spam = 0
    public var phish = 0
    public var bulk = 0
  }

  /// Spam missed where at most that share of the ham is called spam, per cent.
  public struct SpamMissed: Sendable, Codable {
    public let atTenth: Double?
    public let atHundredth: Double?

    enum CodingKeys: String, CodingKey {
      case atTenth = "0.1"
      case atHundredth = "0.01"
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(atTenth, forKey: .atTenth)
      try container.encode(atHundredth, forKey: .atHundredth)
    }
  }

  public let counts: Counts
  public let protocolName: String
  /// Area above the ROC curve, per cent; null without both classes.
  public let oneMinusROCAPercent: Double?
  public let hamMisclassificationPercent: Double?
  public let spamMisclassificationPercent: Double?
  public let logisticAverageMisclassificationPercent: Double?
  public let spamMissedPercentAtHamError: SpamMissed
  /// Classified and, in the online protocol, learnt, in a second of processor time; reading and parsing left out.
  public let messagesPerSecond: Double
  /// Octets of messages in a second of processor time, everything included.
  public let bytesPerSecond: Double
  /// Messages in a second of processor time, everything included.
  public let wholeMessagesPerSecond: Double

  enum CodingKeys: String, CodingKey {
    case counts
    case protocolName = "protocol"
    case oneMinusROCAPercent, hamMisclassificationPercent, spamMisclassificationPercent
    case logisticAverageMisclassificationPercent, spamMissedPercentAtHamError, messagesPerSecond, bytesPerSecond
    case wholeMessagesPerSecond
  }

  /// Seconds of processor time, and octets.
  public struct Effort: Sendable {
    public var classifying = 0.0
    public var reading = 0.0
    public var octets = 0

    public init() {}
  }

  public init(_ messages: [(label: MessageLabel, score: Double)], protocolName: String, threshold: Double, effort: Effort) {
    let counted = messages.filter(\.label.isCounted).map { ScoredMessage(score: $0.score, isSpam: $0.label.isSpam) }
    let curve = ErrorCurve(counted)
    let rates = ErrorRates(counted, threshold: threshold)
    counts = Counts(
      ham: messages.count { $0.label == .ham }, spam: messages.count { $0.label == .spam },
      phish: messages.count { $0.label == .phish }, bulk: messages.count { $0.label == .bulk })
    self.protocolName = protocolName
    oneMinusROCAPercent = curve.oneMinusROCAPercent
    hamMisclassificationPercent = rates.hamMisclassificationPercent
    spamMisclassificationPercent = rates.spamMisclassificationPercent
    logisticAverageMisclassificationPercent = rates.logisticAverageMisclassificationPercent
    spamMissedPercentAtHamError = SpamMissed(
      atTenth: curve.spamMissedPercent(atHamErrorPercent: 0.1), atHundredth: curve.spamMissedPercent(atHamErrorPercent: 0.01))
    let whole = max(effort.classifying + effort.reading, 1e-9)
    messagesPerSecond = Double(messages.count) / max(effort.classifying, 1e-9)
    bytesPerSecond = Double(effort.octets) / whole
    wholeMessagesPerSecond = Double(messages.count) / whole
  }

  /// Every key is there; what could not be measured is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(counts, forKey: .counts)
    try container.encode(protocolName, forKey: .protocolName)
    try container.encode(oneMinusROCAPercent, forKey: .oneMinusROCAPercent)
    try container.encode(hamMisclassificationPercent, forKey: .hamMisclassificationPercent)
    try container.encode(spamMisclassificationPercent, forKey: .spamMisclassificationPercent)
    try container.encode(logisticAverageMisclassificationPercent, forKey: .logisticAverageMisclassificationPercent)
    try container.encode(spamMissedPercentAtHamError, forKey: .spamMissedPercentAtHamError)
    try container.encode(messagesPerSecond, forKey: .messagesPerSecond)
    try container.encode(bytesPerSecond, forKey: .bytesPerSecond)
    try container.encode(wholeMessagesPerSecond, forKey: .wholeMessagesPerSecond)
  }
}
