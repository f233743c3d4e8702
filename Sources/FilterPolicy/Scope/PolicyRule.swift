/// Which recipients a custom policy is for (eop-spec §4.2). Its place among the rules of its kind is its priority: the first
/// that fits decides.
public struct PolicyRule: Parameterized {
  /// Unique among the rules of its kind; at most 64 characters.
  public var name = ""
  /// The name of a custom policy of that kind, of which no other rule speaks.
  public var policy = ""
  public var enabled = true
  /// At most 1024 characters.
  public var comments = ""
  /// At least one condition.
  public var recipients = RecipientFilter()

  public init() {}

  public init(name: String, policy: String, recipients: RecipientFilter) {
    self.name = name
    self.policy = policy
    self.recipients = recipients
  }

  public static let noun = "rule"

  public static let parameters: [PolicyParameter<PolicyRule>] =
    [
      .text("Name", \.name, maximum: 64), .text("Policy", \.policy, maximum: 64), .flag("Enabled", \.enabled),
      .text("Comments", \.comments, maximum: 1024),
    ] + RecipientFilter.parameters.map { $0.of(\.recipients) }
}
