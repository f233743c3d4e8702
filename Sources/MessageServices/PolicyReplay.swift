public import FilterPolicy
import GatewayStorage
public import MailTypes

/// What drafts of policies and lists would have done to past mail, from what is stored of it.
public struct PolicyReplay: Hashable, Sendable {
  /// What a recipient notices of a decision.
  public struct Outcome: Hashable, Sendable, Codable {
    public var verdict: Verdict
    public var action: FilterAction

    init(_ decision: Decision) { (verdict, action) = (decision.verdict, decision.action) }

    fileprivate init(verdict: Verdict, action: FilterAction) { (self.verdict, self.action) = (verdict, action) }
  }

  /// From one outcome to another.
  public struct Change: Hashable, Sendable, Codable {
    public var from: Outcome
    public var to: Outcome
  }

  /// One recipient's copy that would have been treated otherwise.
  public struct Example: Hashable, Sendable, Codable {
    public var traceID: TraceID
    public var recipient: EmailAddress
    public var change: Change
    /// The policies that decided.
    public var fromPolicy: String
    public var toPolicy: String
  }

  /// Messages that were judged again.
  public fileprivate(set) var messages = 0
  /// Those that an entry on trial is about; all, where none is.
  public fileprivate(set) var concerned = 0
  /// Recipients' copies of those.
  public private(set) var copies = 0
  /// Messages and copies of which too little is stored: they were not judged, or their findings are gone.
  public fileprivate(set) var untold = 0
  /// How many copies would have gone from one outcome to another.
  public private(set) var changes: [Change: Int] = [:]
  /// Some of them, the oldest first.
  public private(set) var examples: [Example] = []

  public var changed: Int { changes.values.reduce(0, +) }

  static let exampleLimit = 20

  /// Judges the copies of a message again. Those for whom `isWanted` is false are left out.
  mutating func add(
    _ trace: MessageTrace, _ findings: Findings, under draft: PolicySnapshot, isWanted: (EmailAddress) -> Bool
  ) throws {
    for recipient in trace.recipients where isWanted(recipient.address) {
      guard let past = try recipient.judgement?.part(PastJudgement.self) else {
        untold += 1
        continue
      }
      copies += 1
      let decision = evaluate(
        findings, context: past.context, snapshot: draft, recipient: recipient.address, now: past.judgedAt,
        counterfactuals: .none)
      let before = Outcome(verdict: past.decision.verdict, action: past.decision.action)
      note(Change(from: before, to: Outcome(decision)), trace, recipient.address, past.decision.policy, decision.policy)
    }
  }

  private mutating func note(
    _ change: Change, _ trace: MessageTrace, _ recipient: EmailAddress, _ past: String, _ present: String
  ) {
    guard change.from != change.to else { return }
    changes[change, default: 0] += 1
    guard examples.count < PolicyReplay.exampleLimit else { return }
    examples.append(
      Example(
        traceID: trace.message.key.traceID, recipient: recipient, change: change, fromPolicy: past,
        toPolicy: present))
  }
}

/// What a replay asks of a past judgement.
private struct PastJudgement: Decodable {
  struct Decision: Decodable {
    let verdict: Verdict
    let action: FilterAction
    let policy: String
  }

  let context: EvaluationContext
  let judgedAt: UTCTime
  let decision: Decision
}

/// Which past mail is judged again.
public struct ReplayScope: Sendable {
  public var since: UTCTime
  /// Only copies of this recipient, whichever address was written to; `nil` for all.
  public var recipient: EmailAddress?
  /// Only messages that an entry is about; `nil` for all.
  public var entries: AllowBlockList?

  public init(since: UTCTime, recipient: EmailAddress? = nil, entries: AllowBlockList? = nil) {
    self.since = since
    self.recipient = recipient
    self.entries = entries
  }
}

extension TraceService {
  /// Messages read at once.
  private static let pageSize = 500

  /// The organization's messages of which the findings are stored, the oldest first, a page in memory at a time.
  func forEachJudged(
    organization: String, since: UTCTime, _ body: (MessageTrace) throws -> Void
  ) async throws {
    var last: TracedMessage?
    while true {
      let page = try await store.judgedMessages(
        organization: organization, since: since.microseconds, after: last, limit: TraceService.pageSize)
      for trace in page { try body(trace) }
      last = page.last?.message
      if page.count < TraceService.pageSize { return }
    }
  }

  /// Judges the organization's past mail again under a draft.
  public func replay(under draft: PolicySnapshot, _ scope: ReplayScope) async throws -> PolicyReplay {
    let primary = scope.recipient.map { draft.recipients.resolve($0).primary.key }
    var replay = PolicyReplay()
    try await forEachJudged(organization: draft.organization, since: scope.since) { trace in
      guard let findings = try trace.findings?.value() else { return }
      replay.messages += 1
      let received = UTCTime(microseconds: trace.message.receivedAt)
      guard scope.entries?.concerns(findings, now: received) ?? true else { return }
      replay.concerned += 1
      try replay.add(trace, findings, under: draft) { address in
        primary.map { $0 == draft.recipients.resolve(address).primary.key } ?? true
      }
    }
    let all = try await store.messageCount(organization: draft.organization, since: scope.since.microseconds)
    replay.untold += max(0, all - replay.messages)
    return replay
  }
}
