/// The kinds of policies that rules give to recipients.
public enum PolicyKind: String, Hashable, Sendable, Codable, CaseIterable {
  case antiSpam, antiPhish, antiMalware

  /// What can be done to the policies of this kind.
  public var editor: any PolicyEditor {
    switch self {
    case .antiSpam: PolicySetEditor(kind: self, \OrganizationPolicies.antiSpam)
    case .antiPhish: PolicySetEditor(kind: self, \OrganizationPolicies.antiPhish)
    case .antiMalware: PolicySetEditor(kind: self, \OrganizationPolicies.antiMalware)
    }
  }

  /// The noun of Exchange's cmdlets: `Set-HostedContentFilterPolicy`, `New-HostedContentFilterRule`.
  public var cmdletNoun: String {
    switch self {
    case .antiSpam: "HostedContentFilter"
    case .antiPhish: "AntiPhish"
    case .antiMalware: "MalwareFilter"
    }
  }
}

/// A policy among those of its kind.
public struct PolicySummary: Hashable, Sendable, Codable {
  public enum State: String, Hashable, Sendable, Codable {
    case on, off
    /// The default policy cannot be turned off.
    case always
    /// A custom policy that no rule speaks of: it is for nobody.
    case withoutRule
  }

  public var kind: PolicyKind
  public var name: String
  public var rule: String?
  /// Of the rule, 0 first; `nil` for presets, which come before, and for policies without one.
  public var priority: Int?
  public var state: State
  /// In words: `everybody`, `sales.example`.
  public var recipients: String
}

/// Looks at and changes the policies of one kind, by names and values. Names are found whatever their case. What cannot be done
/// throws, with nothing changed.
public protocol PolicyEditor: Sendable {
  var kind: PolicyKind { get }
  /// In the order in which they are asked; the first that fits a recipient decides.
  func summaries(_ policies: OrganizationPolicies) -> [PolicySummary]
  /// Name, key and shape of each parameter of a policy; so of a rule.
  var parameters: [PolicyParameterDescription] { get }
  func values(of name: String, in policies: OrganizationPolicies) throws(PolicyProblem) -> [PolicyParameterValue]
  func create(
    _ name: String, _ assignments: [PolicyAssignment], in policies: inout OrganizationPolicies) throws(PolicyProblem)
  func change(
    _ name: String, _ assignments: [PolicyAssignment], in policies: inout OrganizationPolicies) throws(PolicyProblem)
  /// The rule that speaks of it goes too.
  func remove(_ name: String, in policies: inout OrganizationPolicies) throws(PolicyProblem)
  /// The policy becomes the default one; the former default is gone, and so is the rule.
  func makeDefault(_ name: String, in policies: inout OrganizationPolicies) throws(PolicyProblem)

  /// In order of priority.
  func rules(in policies: OrganizationPolicies) -> [PolicyRule]
  /// `Priority` among the assignments says where it stands.
  func createRule(
    _ name: String, _ assignments: [PolicyAssignment], in policies: inout OrganizationPolicies) throws(PolicyProblem)
  func changeRule(
    _ name: String, _ assignments: [PolicyAssignment], in policies: inout OrganizationPolicies) throws(PolicyProblem)
  func removeRule(_ name: String, in policies: inout OrganizationPolicies) throws(PolicyProblem)
  /// The rule that speaks of a policy.
  func rule(ofPolicy name: String, in policies: OrganizationPolicies) -> PolicyRule?
}

/// What a parameter takes, for people.
public struct PolicyParameterDescription: Hashable, Sendable {
  public let name: String
  public let key: String
  public let shape: String

  public init<Policy>(_ parameter: PolicyParameter<Policy>) {
    (name, key, shape) = (parameter.name, parameter.key, parameter.shape)
  }
}

/// A parameter with its value.
public struct PolicyParameterValue: Hashable, Sendable {
  /// As Exchange spells it, and its value so.
  public let name: String
  public let exchangeValue: PolicyValue
  /// As files spell it.
  public let key: String
  public let value: PolicyValue
  public let isDefault: Bool

  public init<Policy: Parameterized>(_ parameter: PolicyParameter<Policy>, of policy: Policy) {
    (name, key) = (parameter.name, parameter.key)
    (value, exchangeValue) = (parameter.get(policy), parameter.exchangeValue(policy))
    isDefault = value == parameter.get(Policy())
  }
}

extension Parameterized {
  public var parameterValues: [PolicyParameterValue] { Self.parameters.map { PolicyParameterValue($0, of: self) } }
}
