import FilterPolicy
import GatewayStorage

/// What one state of an organization's policies said about a message, for each of its recipients in order.
struct Judgements {
  /// Of the policies.
  let revision: Int64
  let each: [TracedJudgement]
  /// The organization only looks at what is decided: nothing comes of it.
  let isShadow: Bool

  /// What is done, for each.
  var decisions: [Decision] { each.map { isShadow ? $0.decision.withoutEffect : $0.decision } }
}
