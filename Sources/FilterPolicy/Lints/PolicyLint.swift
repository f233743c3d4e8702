/// Something in an organization's policies that works as it is written and is likely not what somebody meant.
public struct PolicyLint: Hashable, Sendable, Codable {
  public enum Severity: String, Hashable, Sendable, Codable, Comparable {
    /// Mail gets through, or a policy does nothing, against somebody's intent.
    case warning
    /// Worth knowing.
    case note

    public static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .note }
  }

  public let severity: Severity
  /// From the outside in, as in a policy file: `antiSpam`, `rules`, `Sales`, `sentTo`.
  public let path: [String]
  /// What is so, and what to do, in one line.
  public let text: String

  static func warning(_ path: [String], _ text: String) -> PolicyLint { PolicyLint(severity: .warning, path: path, text: text) }

  static func note(_ path: [String], _ text: String) -> PolicyLint { PolicyLint(severity: .note, path: path, text: text) }
}

extension PolicyLint: CustomStringConvertible {
  /// `warning: antiSpam.rules.Sales.sentTo: …`.
  public var description: String { "\(severity.rawValue): \(path.joined(separator: ".")): \(text)" }
}
