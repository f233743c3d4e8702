/// What is wrong with policies: where it is, and what to write instead.
public struct PolicyProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// From the outside in: `antiSpam`, `Sales`, `bulkThreshold`.
  public var path: [String]
  /// `12 is not within 1…9`.
  public var text: String

  public init(_ path: [String], _ text: String) {
    self.path = path
    self.text = text
  }

  /// The problem seen from one level further out.
  public func below(_ key: String) -> PolicyProblem { PolicyProblem([key] + path, text) }

  public var description: String { path.isEmpty ? text : "\(path.joined(separator: ".")): \(text)" }
}
