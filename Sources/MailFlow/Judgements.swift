import FilterPolicy
import GatewayStorage

/// What one state of an organization's policies said about a message, for each of its recipients in order.
struct Judgements {
  /// Of the policies.
  let revision: Int64
  let each: [TracedJudgement]

  var decisions: [Decision] { each.map(\.decision) }
}
