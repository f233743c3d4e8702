/// One parameter of a policy beside what Standard and Strict have: a row of the configuration analyzer (eop-spec §14.1).
public struct PolicyRecommendation: Hashable, Sendable, Codable {
  public enum Standing: String, Hashable, Sendable, Codable {
    case asRecommended
    case stronger
    case weaker
    /// Another value, of which nobody can say that it protects more or less.
    case different
  }

  /// A recommended value, and how the policy's stands to it.
  public struct Recommended: Hashable, Sendable, Codable {
    public let value: PolicyValue
    public let standing: Standing
  }

  /// Where the parameter stands in a policy file: `antiSpam`, `custom`, `Sales`, `bulkThreshold`.
  public let path: [String]
  /// `antiSpam`, `antiPhish`, `antiMalware` or `connectionFilter`.
  public let kind: String
  /// The policy's name: `Default`, `Sales`.
  public let policy: String
  /// As Exchange spells it: `BulkThreshold`.
  public let parameter: String
  public let current: PolicyValue
  public let standard: Recommended
  public let strict: Recommended
}

extension PolicyRecommendation: CustomStringConvertible {
  /// `antiSpam.default.bulkThreshold: 7; Standard has 6 (weaker), Strict 5 (weaker)`.
  public var description: String {
    "\(path.joined(separator: ".")): \(current); Standard has \(standard), Strict \(strict)"
  }
}

extension PolicyRecommendation.Recommended: CustomStringConvertible {
  public var description: String { standing == .asRecommended ? "the same" : "\(value) (\(standing.rawValue))" }
}
