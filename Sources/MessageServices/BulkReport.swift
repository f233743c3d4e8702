public import FilterPolicy
import GatewayStorage
public import MailTypes

/// Who sent bulk mail to an organization, by complaint level, and what another threshold would have done about it.
public struct BulkReport: Hashable, Sendable {
  /// One author's domain at one level.
  public struct Sender: Hashable, Sendable, Codable {
    public var domain: String
    /// 1…9.
    public var level: Int
    public var copies = 0
    /// Copies that were treated as bulk.
    public var actedOn = 0
    /// Copies that the threshold on trial would have treated otherwise.
    public var changed = 0
  }

  /// All copies of one level.
  public struct Level: Hashable, Sendable, Codable {
    public var level: Int
    public var copies = 0
    public var actedOn = 0
    public var changed = 0
  }

  /// Messages with findings that were looked at.
  public fileprivate(set) var messages = 0
  private var senders: [String: [Int: Sender]] = [:]
  private var levels: [Int: Level] = [:]
  /// Copies of senders that did not fit; the levels have them.
  public private(set) var unlisted = 0

  /// Senders told apart: some megabytes.
  static let senderLimit = 10_000

  init() {}

  public var byLevel: [Level] { levels.values.sorted { $0.level > $1.level } }

  /// The highest level first, there the most copies.
  public var bySender: [Sender] {
    senders.values.flatMap(\.values).sorted { ($1.level, $1.copies, $0.domain) < ($0.level, $0.copies, $1.domain) }
  }

  /// Counts the copies of a message that have a level. `draft` is what is on trial, or `nil`.
  mutating func add(_ trace: MessageTrace, _ findings: Findings, under draft: PolicySnapshot?) throws {
    for recipient in trace.recipients {
      guard let past = try recipient.judgement?.value(), past.decision.bcl > 0 else { continue }
      let isChanged =
        draft.map { draft in
          let decision = evaluate(
            findings, context: past.context, snapshot: draft, recipient: recipient.address, now: past.judgedAt,
            counterfactuals: .none)
          return (decision.verdict, decision.action) != (past.decision.verdict, past.decision.action)
        } ?? false
      count(
        findings.authorDomain?.text ?? "", past.decision.bcl, isActedOn: past.decision.verdict == .bulk, isChanged: isChanged)
    }
  }

  private mutating func count(_ domain: String, _ level: Int, isActedOn: Bool, isChanged: Bool) {
    levels[level, default: Level(level: level)].copies += 1
    levels[level]?.actedOn += isActedOn ? 1 : 0
    levels[level]?.changed += isChanged ? 1 : 0
    guard senders[domain] != nil || senders.count < BulkReport.senderLimit else {
      unlisted += 1
      return
    }
    var sender = senders[domain]?[level] ?? Sender(domain: domain, level: level)
    sender.copies += 1
    sender.actedOn += isActedOn ? 1 : 0
    sender.changed += isChanged ? 1 : 0
    senders[domain, default: [:]][level] = sender
  }
}

extension TraceService {
  /// Reads the organization's past mail page by page. With a draft, judges bulk mail again under it.
  public func bulkReport(organization: String, since: UTCTime, under draft: PolicySnapshot?) async throws -> BulkReport {
    var report = BulkReport()
    try await forEachJudged(organization: organization, since: since) { trace in
      guard let findings = try trace.findings?.value() else { return }
      report.messages += 1
      if findings.isBulk { try report.add(trace, findings, under: draft) }
    }
    return report
  }
}
