/// One parameter of a policy: its name, what it takes, and how it is read and written. The rows of a policy's table are all
/// that files, commands, import, differences and the analyzer know of it.
public struct PolicyParameter<Policy>: Sendable {
  /// As Exchange spells it: `BulkThreshold`.
  public let name: String
  /// As files and JSON spell it: `bulkThreshold`.
  public let key: String
  /// What it takes, for documentation and for the message on bad input: `a whole number within 1…9`.
  public let shape: String
  public let get: @Sendable (Policy) -> PolicyValue
  /// The value as Exchange spells it.
  public let exchangeValue: @Sendable (Policy) -> PolicyValue
  private let change: @Sendable (inout Policy, PolicyValue) -> String?

  private init(
    _ name: String, _ shape: String, get: @escaping @Sendable (Policy) -> PolicyValue,
    exchangeValue: (@Sendable (Policy) -> PolicyValue)? = nil,
    change: @escaping @Sendable (inout Policy, PolicyValue) -> String?
  ) {
    self.name = name
    self.shape = shape
    self.get = get
    self.exchangeValue = exchangeValue ?? get
    self.change = change
    key = PolicyParameter.key(of: name)
  }

  /// The same parameter as one of a value that holds the policy.
  func of<Outer>(_ path: any WritableKeyPath<Outer, Policy> & Sendable) -> PolicyParameter<Outer> {
    PolicyParameter<Outer>(
      name, shape, get: { get($0[keyPath: path]) }, exchangeValue: { exchangeValue($0[keyPath: path]) },
      change: { change(&$0[keyPath: path], $1) })
  }

  /// - Throws: the problem, with the policy unchanged.
  public func set(_ policy: inout Policy, _ value: PolicyValue) throws(PolicyProblem) {
    if let problem = change(&policy, value) { throw PolicyProblem([key], problem) }
  }

  /// `IPAllowList` becomes `ipAllowList`: the first word in lower case, however many capitals it has.
  private static func key(of name: String) -> String {
    let capitals = name.prefix { $0.isUppercase }.count
    let word = capitals <= 1 ? capitals : capitals - 1
    return name.prefix(word).lowercased() + name.dropFirst(word)
  }
}

extension PolicyParameter {
  public static func flag(_ name: String, _ path: any WritableKeyPath<Policy, Bool> & Sendable) -> PolicyParameter {
    PolicyParameter(name, "true or false", get: { .flag($0[keyPath: path]) }) { policy, value in
      switch value {
      case .flag(let flag): policy[keyPath: path] = flag
      // PowerShell's spelling comes in from commands.
      case .text(let text) where ["true", "$true"].contains(text.lowercased()): policy[keyPath: path] = true
      case .text(let text) where ["false", "$false"].contains(text.lowercased()): policy[keyPath: path] = false
      default: return "\(value) is neither true nor false"
      }
      return nil
    }
  }

  public static func integer(
    _ name: String, _ path: any WritableKeyPath<Policy, Int> & Sendable, _ range: ClosedRange<Int>
  ) -> PolicyParameter {
    let shape = "a whole number within \(range.lowerBound)…\(range.upperBound)"
    return PolicyParameter(name, shape, get: { .integer($0[keyPath: path]) }) { policy, value in
      let number: Int? =
        switch value {
        case .integer(let number): number
        case .text(let text): Int(text)
        default: nil
        }
      guard let number, range.contains(number) else { return "\(value) is not \(shape)" }
      policy[keyPath: path] = number
      return nil
    }
  }

  public static func decimal(
    _ name: String, _ path: any WritableKeyPath<Policy, Double> & Sendable, _ range: ClosedRange<Double>
  ) -> PolicyParameter {
    let shape = "a number within \(range.lowerBound)…\(range.upperBound)"
    return PolicyParameter(name, shape, get: { .decimal($0[keyPath: path]) }) { policy, value in
      let number: Double? =
        switch value {
        case .decimal(let number): number
        case .integer(let number): Double(number)
        case .text(let text): Double(text)
        default: nil
        }
      guard let number, range.contains(number) else { return "\(value) is not \(shape)" }
      policy[keyPath: path] = number
      return nil
    }
  }

  /// `replacing` are values that are taken and stored as another (eop-spec §5.2: `MoveToJmf` of high confidence phish).
  public static func choice<Choice: PolicyChoice>(
    _ name: String, _ path: any WritableKeyPath<Policy, Choice> & Sendable, _ choices: [Choice] = Array(Choice.allCases),
    replacing: [Choice: Choice] = [:]
  ) -> PolicyParameter {
    let shape = "one of \(choices.map(\.rawValue).joined(separator: ", "))"
    return PolicyParameter(
      name, shape, get: { .text($0[keyPath: path].rawValue) }, exchangeValue: { .text($0[keyPath: path].exchangeName) }
    ) { policy, value in
      let text: String? =
        switch value {
        case .text(let text): text
        // YAML reads a bare `on` or `off` as a truth value.
        case .flag(let flag): flag ? "on" : "off"
        default: nil
        }
      guard let choice = text.flatMap({ Choice(policyText: $0) }).map({ replacing[$0] ?? $0 }), choices.contains(choice)
      else { return "\(value) is not \(shape)" }
      policy[keyPath: path] = choice
      return nil
    }
  }

  /// `maximum` counts characters. `check` says what is wrong with a text, where something is.
  public static func text(
    _ name: String, _ path: any WritableKeyPath<Policy, String> & Sendable, maximum: Int,
    check: @escaping @Sendable (String) -> String? = { _ in nil }
  ) -> PolicyParameter {
    let shape = "a text of at most \(maximum) characters"
    return PolicyParameter(name, shape, get: { .text($0[keyPath: path]) }) { policy, value in
      guard case .text(let text) = value, text.unicodeScalars.count <= maximum,
        !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
      else { return "not \(shape), in one line" }
      if let problem = check(text) { return problem }
      policy[keyPath: path] = text
      return nil
    }
  }

  /// A text is taken as several values.
  public static func list<Item: PolicyListItem>(
    _ name: String, _ path: any WritableKeyPath<Policy, Set<Item>> & Sendable, maximum: Int
  ) -> PolicyParameter {
    PolicyParameter(
      name, "at most \(maximum) values, each a \(Item.noun)", get: { .list($0[keyPath: path].map(\.policyText).sorted()) }
    ) { policy, value in
      let texts: [String]
      switch value {
      case .list(let values): texts = values
      case .text(let text): texts = text.split(whereSeparator: Item.separators.contains).map { PolicyText.trimmed($0) }
      default: return "\(value) is no list"
      }
      guard texts.count <= maximum else { return "\(texts.count) values; at most \(maximum) are possible" }
      var items: Set<Item> = []
      for text in texts {
        guard let item = Item(policyText: text) else { return "\(text) is no \(Item.noun)" }
        items.insert(item)
      }
      policy[keyPath: path] = items
      return nil
    }
  }
}
