public import FilterPolicy
import GatewayStorage
public import MailTypes

/// What entries of the Tenant Allow/Block List would have done to past mail, from what is stored of it.
public struct ListTrial: Hashable, Sendable {
  /// One recipient's copy that would have been treated otherwise.
  public struct Change: Hashable, Sendable {
    public var traceID: TraceID
    public var recipient: EmailAddress
    public var from: Decision
    public var to: Decision
  }

  /// Messages that were looked at.
  public private(set) var examined = 0
  /// Those that an entry is about.
  public private(set) var touched = 0
  /// Copies whose verdict or action would have been another.
  public private(set) var changed = 0
  /// Some of them, the oldest first.
  public private(set) var examples: [Change] = []

  /// Messages looked at; the newest are left out beyond.
  public static let messageLimit = 50_000
  static let exampleLimit = 20

  fileprivate mutating func add(_ trace: MessageTrace, _ list: AllowBlockList, _ draft: PolicySnapshot) throws {
    guard let findings = try trace.findings?.value() else { return }
    examined += 1
    guard list.concerns(findings, now: UTCTime(microseconds: trace.message.receivedAt)) else { return }
    touched += 1
    for recipient in trace.recipients {
      guard let past = try recipient.judgement?.value() else { continue }
      let decision = evaluate(
        findings, context: past.context, snapshot: draft, recipient: recipient.address, now: past.judgedAt)
      guard (decision.verdict, decision.action) != (past.decision.verdict, past.decision.action) else { continue }
      changed += 1
      guard examples.count < ListTrial.exampleLimit else { continue }
      examples.append(
        Change(
          traceID: trace.message.key.traceID, recipient: recipient.address, from: past.decision, to: decision))
    }
  }
}

extension TraceService {
  /// Messages read at once.
  private static let trialPage = 200

  /// Judges the organization's mail of the last `days` again as if the list had `entries` too.
  public func trial(of entries: [AllowBlockEntry], on snapshot: PolicySnapshot, days: Int) async throws -> ListTrial {
    let since = now.adding(days: -days).microseconds
    var draft = snapshot
    for entry in entries { draft.allowBlock.set(entry) }
    let list = AllowBlockList(entries)
    var trial = ListTrial()
    var last: TracedMessage?
    while trial.examined < ListTrial.messageLimit {
      let page = try await judgedMessages(
        organization: snapshot.organization, since: since, after: last, limit: TraceService.trialPage)
      for trace in page { try trial.add(trace, list, draft) }
      last = page.last?.message
      if page.count < TraceService.trialPage { break }
    }
    return trial
  }
}
