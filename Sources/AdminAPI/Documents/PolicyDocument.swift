public import FilterPolicy
import GatewayStorage
public import MailTypes

/// An organization's policies, as `/api/v1/policies` shows them.
public struct PolicyDocument: Hashable, Sendable, Codable {
  public var organization: String
  /// 0 where nothing was ever changed.
  public var revision: Int64
  public var policies: PolicyNode
}

/// What `PUT /api/v1/policies` takes.
public struct PolicyOrder: Hashable, Sendable, Codable {
  /// What is not named has its default.
  public var policies: PolicyNode
  /// The revision that they were made from; absent for whatever is in force.
  public var base: Int64?
  /// Why, for those who come after.
  public var note: String?

  public init(policies: PolicyNode, base: Int64? = nil, note: String? = nil) {
    self.policies = policies
    self.base = base
    self.note = note
  }
}

/// What a change of policies does, or would do.
public struct PolicyChangesDocument: Hashable, Sendable, Codable {
  public struct Change: Hashable, Sendable, Codable {
    /// `added`, `removed` or `changed`.
    public var change: String
    public var path: [String]
    public var from: PolicyValue?
    public var to: PolicyValue?
    /// For people, on one line.
    public var text: String

    init(_ change: PolicyChange) {
      path = change.path
      text = "\(change)"
      switch change {
      case .added: self.change = "added"
      case .removed: self.change = "removed"
      case .changed(_, let from, let to): (self.change, self.from, self.to) = ("changed", from, to)
      }
    }
  }

  public var organization: String
  /// In force after it.
  public var revision: Int64
  public var isDryRun: Bool
  public var changes: [Change]
  /// What is likely not meant in the policies, and was not so before.
  public var warnings: [PolicyLint]
}

/// `{"items": […]}`, warnings first.
public struct PolicyLintsDocument: Hashable, Sendable, Codable {
  public var items: [PolicyLint]
}

/// A revision without its policies.
public struct PolicyRevisionDocument: Hashable, Sendable, Codable {
  public var organization: String
  public var revision: Int64
  /// The account that made it.
  public var author: String
  public var time: UTCTime
  public var note: String

  init(_ summary: PolicyRevision.Summary) {
    organization = summary.organization
    revision = summary.number
    author = summary.author
    time = UTCTime(microseconds: summary.time)
    note = summary.note
  }
}

/// `{"items": […]}`, the newest first.
public struct PolicyHistoryDocument: Hashable, Sendable, Codable {
  public var items: [PolicyRevisionDocument]
}

/// Which policies apply to a recipient.
public struct EffectivePoliciesDocument: Hashable, Sendable, Codable {
  public struct Policy: Hashable, Sendable, Codable {
    public var kind: PolicyKind
    public var name: String
    public var rule: String?
    /// `false`: it is for the recipient too, but one before it decides.
    public var isInForce: Bool
  }

  public var organization: String
  public var recipient: EmailAddress
  /// The recipient's first address, which rules are held against.
  public var primaryAddress: EmailAddress
  /// The groups it is in, directly or through others.
  public var groups: [String]
  /// Of each kind in the order in which they are asked.
  public var policies: [Policy]

  init(_ snapshot: PolicySnapshot, _ recipient: EmailAddress) {
    let resolved = snapshot.recipients.resolve(recipient)
    let effective = snapshot.effective(for: recipient)
    organization = snapshot.organization
    self.recipient = recipient
    primaryAddress = resolved.primary
    groups = resolved.groups.map(\.text).sorted()
    policies =
      Self.rows(.antiSpam, effective.antiSpam) + Self.rows(.antiPhish, effective.antiPhish)
      + Self.rows(.antiMalware, effective.antiMalware)
  }

  private static func rows<Kind>(_ kind: PolicyKind, _ applied: [ScopedPolicies<Kind>.Applied]) -> [Policy] {
    applied.enumerated().map { Policy(kind: kind, name: $1.name, rule: $1.rule, isInForce: $0 == 0) }
  }
}
