public import FilterPolicy
import GatewayStorage
public import MailTypes

/// Where this filter and another one in front of it agreed on past mail, and where they did not, with reasons.
public struct ShadowReport: Hashable, Sendable, Codable {
  /// A copy that one of them wants kept from the inbox.
  public struct Disagreement: Hashable, Sendable, Codable {
    public var traceID: TraceID
    public var received: UTCTime
    public var recipient: EmailAddress
    /// The author, as the message names it.
    public var author: String
    public var ours: PolicyReplay.Outcome
    /// Why: one sentence.
    public var reason: String
    /// The signals that weighed most towards it, the heaviest first.
    public var signals: [Signal]
    public var theirs: ForeignVerdict
  }

  /// How many copies the two judged so.
  public struct Count: Hashable, Sendable, Codable {
    /// `notSpam`, `phish`, …
    public var ours: Verdict
    public var isUnwantedToThem: Bool
    public var copies: Int
  }

  /// Received from then on.
  public let since: UTCTime
  /// Copies that both judged.
  public private(set) var copies = 0
  public private(set) var bothUnwanted = 0
  public private(set) var bothWanted = 0
  /// Kept from the inbox by this filter alone.
  public private(set) var onlyOurs = 0
  /// Kept from the inbox by the other alone.
  public private(set) var onlyTheirs = 0
  /// Copies of strangers' mail that carried no verdict of the other, or of which too little is stored.
  public private(set) var untold = 0
  public private(set) var counts: [Count] = []
  /// The newest first.
  public private(set) var disagreements: [Disagreement] = []

  /// Kept with the report; beyond, they are only counted.
  static let disagreementLimit = 100
  static let signalLimit = 3

  init(since: UTCTime) { self.since = since }

  mutating func add(_ trace: MessageTrace) throws {
    for recipient in trace.recipients {
      guard let past = try recipient.judgement?.value(), past.context.direction == .inbound else { continue }
      guard let theirs = past.context.foreignVerdict, let findings = try trace.findings?.value() else {
        untold += 1
        continue
      }
      add(past, theirs, findings, UTCTime(microseconds: trace.message.receivedAt))
    }
  }

  private mutating func add(
    _ past: TracedJudgement, _ theirs: ForeignVerdict, _ findings: Findings, _ received: UTCTime
  ) {
    let decision = past.decision
    copies += 1
    count(Count(ours: decision.verdict, isUnwantedToThem: theirs.isUnwanted, copies: 1))
    let isUnwanted = decision.action != .deliver && decision.action != .noAction
    switch (isUnwanted, theirs.isUnwanted) {
    case (true, true): bothUnwanted += 1
    case (false, false): bothWanted += 1
    case (true, false): onlyOurs += 1
    case (false, true): onlyTheirs += 1
    }
    guard isUnwanted != theirs.isUnwanted else { return }
    let telling = findings.signals.filter { ($0.weight > 0) == isUnwanted }.sorted { $0.weight.magnitude > $1.weight.magnitude }
    // Read from the oldest on: the first makes room.
    if disagreements.count == ShadowReport.disagreementLimit { disagreements.removeLast() }
    disagreements.insert(
      Disagreement(
        traceID: past.context.traceID, received: received, recipient: decision.recipient,
        author: findings.entities.from ?? "", ours: PolicyReplay.Outcome(decision), reason: decision.summary ?? "",
        signals: Array(telling.prefix(ShadowReport.signalLimit)), theirs: theirs), at: 0)
  }

  private mutating func count(_ count: Count) {
    if let index = counts.firstIndex(where: { $0.ours == count.ours && $0.isUnwantedToThem == count.isUnwantedToThem }) {
      counts[index].copies += count.copies
    } else {
      counts.append(count)
    }
  }
}

extension TraceService {
  /// Compares what was decided here with what another filter said, over the organization's past mail.
  public func shadowReport(organization: String, since: UTCTime) async throws -> ShadowReport {
    var report = ShadowReport(since: since)
    try await forEachJudged(organization: organization, since: since) { try report.add($0) }
    return report
  }
}
