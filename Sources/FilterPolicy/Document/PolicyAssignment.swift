/// A new value for one parameter, as commands write it: `bulkThreshold=6`, `allowedSenders+=ada@example.org`.
public struct PolicyAssignment: Hashable, Sendable {
  public enum Operation: Hashable, Sendable {
    case replace
    /// Of lists only: the rest stays.
    case add, remove
  }

  /// In either spelling, whatever the case.
  public let name: String
  public let operation: Operation
  public let value: PolicyValue

  public init(_ name: String, _ value: PolicyValue, _ operation: Operation = .replace) {
    self.name = name
    self.operation = operation
    self.value = value
  }

  /// Reads `name=value`, `name+=value`, `name-=value`; `nil` for anything else.
  public init?(_ text: String) {
    guard let sign = text.firstIndex(of: "=") else { return nil }
    let value = String(text[text.index(after: sign)...])
    var name = text[..<sign]
    let operation: Operation =
      switch name.last {
      case "+": .add
      case "-": .remove
      default: .replace
      }
    if operation != .replace { name.removeLast() }
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber }) else { return nil }
    self.init(String(name), .text(value), operation)
  }
}

extension Parameterized {
  /// - Throws: the problem, with nothing changed.
  public mutating func assign(_ assignment: PolicyAssignment) throws(PolicyProblem) {
    guard let parameter = Self.parameter(assignment.name) else {
      throw PolicyProblem([assignment.name], Self.unknown(assignment.name))
    }
    guard assignment.operation != .replace else { return try parameter.set(&self, assignment.value) }
    var given = Self()
    try parameter.set(&given, assignment.value)
    guard case .list(let change) = parameter.get(given), case .list(let present) = parameter.get(self) else {
      throw PolicyProblem([parameter.key], "is no list; give its value with =")
    }
    let values = assignment.operation == .add ? Set(present).union(change) : Set(present).subtracting(change)
    try parameter.set(&self, .list(values.sorted()))
  }

  public mutating func assign(_ assignments: [PolicyAssignment]) throws(PolicyProblem) {
    for assignment in assignments { try assign(assignment) }
  }

  /// What is said of a key that is no parameter, with the one that is a slip of the pen away.
  static func unknown(_ key: String) -> String {
    let key = key.lowercased()
    let near = parameters.first { $0.key.lowercased().differsByOneLetter(from: key) }
    return "is no parameter of \(noun.withArticle)" + (near.map { "; is \($0.key) meant?" } ?? "")
  }
}

extension String {
  /// `an anti-spam policy`, `a rule`.
  var withArticle: String { (first.map { "aeiou".contains($0) } ?? false ? "an " : "a ") + self }

  /// One letter more, less or another, or two neighbours changed about.
  fileprivate func differsByOneLetter(from other: String) -> Bool {
    let (left, right) = (Array(utf8), Array(other.utf8))
    let start = zip(left, right).prefix { $0 == $1 }.count
    let end = zip(left.dropFirst(start).reversed(), right.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    let (restOfLeft, restOfRight) = (left.dropFirst(start).dropLast(end), right.dropFirst(start).dropLast(end))
    return max(restOfLeft.count, restOfRight.count) <= 1
      || restOfLeft.count == 2 && Array(restOfLeft) == Array(restOfRight.reversed())
  }
}
