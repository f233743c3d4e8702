/// What would have to be otherwise for another outcome. Each change is enough alone: none is named that was not tried.
public struct Counterfactual: Hashable, Sendable, Codable {
  /// The smallest one of what is set, and the smallest one of the message, as far as both give the same outcome; the more
  /// telling first.
  public let changes: [Change]
  /// The outcome then.
  public let verdict: Verdict
  public let action: FilterAction
  /// For people: `with spamThreshold 6.3 (now 5.0) in policy Default it would be delivered as not spam`.
  public let sentence: String

  /// Of which decisions it is looked for.
  public enum Demand: Sendable {
    case none
    /// Those that do not simply deliver.
    case undelivered
    case all

    func includes(_ action: FilterAction) -> Bool {
      switch self {
      case .none: false
      case .undelivered: action != .deliver
      case .all: true
      }
    }
  }

  /// One thing that could be otherwise.
  public enum Change: Hashable, Sendable, Codable {
    /// Other values of parameters, by their keys.
    case policy(kind: PolicyKind, name: String, parameters: [String: PolicyValue])
    /// Fewer or more values in a list of a policy.
    case policyList(kind: PolicyKind, name: String, parameter: String, adding: [String], removing: [String])
    /// Fewer values in a list of the connection filter.
    case connectionFilterList(parameter: String, removing: [String])
    /// Entries of the Tenant Allow/Block List.
    case entries(removing: [AllowBlockEntry.ID])
    case entry(adding: AllowBlockEntry)
    case spoofedSenders(removing: [SpoofedSenderPair])
    case spoofedSender(allowing: SpoofedSenderPair)
    /// The recipient has no list of senders.
    case recipientList
    /// The message has one signal less.
    case signal(removing: String, weight: Double)
    /// The message has another score.
    case score(by: Double)
    /// The message looks less like phish: the probability.
    case phish(probability: Double)
    /// The author's domain is shown to have sent the message.
    case authentication(of: String)
    /// Virus scanners find nothing.
    case noVirus
  }
}
