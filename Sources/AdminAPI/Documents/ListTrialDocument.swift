public import FilterPolicy
public import MailTypes
import MessageServices

/// What entries of the Tenant Allow/Block List would have done to past mail.
public struct ListTrialDocument: Hashable, Sendable, Codable {
  public struct Change: Hashable, Sendable, Codable {
    public var traceID: TraceID
    public var recipient: EmailAddress
    public var fromVerdict: Verdict
    public var fromAction: FilterAction
    public var toVerdict: Verdict
    public var toAction: FilterAction
  }

  /// How far back was looked.
  public var days: Int
  /// Messages that were looked at.
  public var examined: Int
  /// Those that an entry is about.
  public var touched: Int
  /// Copies whose verdict or action would have been another.
  public var changed: Int
  /// Some of them, the oldest first.
  public var examples: [Change]

  init(_ trial: ListTrial, days: Int) {
    self.days = days
    (examined, touched, changed) = (trial.examined, trial.touched, trial.changed)
    examples = trial.examples.map {
      Change(
        traceID: $0.traceID, recipient: $0.recipient, fromVerdict: $0.from.verdict, fromAction: $0.from.action,
        toVerdict: $0.to.verdict, toAction: $0.to.action)
    }
  }
}
