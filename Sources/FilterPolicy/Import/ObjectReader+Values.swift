extension ObjectReader {
  static func misfit(_ value: ImportedValue, _ wanted: String) -> String {
    switch value {
    case .text(let text) where ImportedValue.isCutShort(text):
      "was cut short by ConvertTo-Json; export again with -Depth 5"
    case .integer(let number) where wanted.hasPrefix("one of "):
      "is the number \(number), and which value that is, is not documented; export again with names (-EnumsAsStrings)"
    default: "\(value) is not \(wanted)"
    }
  }

  static func flag(_ value: ImportedValue) -> Bool? {
    switch value {
    case .flag(let flag): flag
    case .text(let text): ["true": true, "false": false][text.lowercased()]
    default: nil
    }
  }

  static func integer(_ value: ImportedValue) -> Int? {
    switch value {
    case .integer(let number): number
    case .text(let text): Int(text)
    default: nil
    }
  }

  /// The value as the parameter takes it; `nil` where it is none that an export has, which is not stretched to fit.
  static func scalar(_ value: ImportedValue, like current: PolicyValue) -> PolicyValue? {
    switch current {
    case .flag: return flag(value).map { .flag($0) }
    case .integer: return integer(value).map { .integer($0) }
    case .decimal:
      if case .decimal(let number) = value { return .decimal(number) }
      return integer(value).map { .integer($0) }
    case .text:
      guard case .text(let text) = value, !ImportedValue.isCutShort(text) else { return nil }
      return .text(text)
    case .list: return nil
    }
  }

  /// An element of a list: a text, or an object around one, as Exchange has them for senders and domains.
  static func element(_ value: ImportedValue) -> String? {
    switch value.unwrapped {
    case .text(let text): return ImportedValue.isCutShort(text) ? nil : text
    case .object(let properties):
      return ["Sender", "Address", "Domain"].lazy.compactMap { properties[$0] }.first.flatMap(element)
    default: return nil
    }
  }
}

extension ObjectReader {
  /// Takes over every parameter that the object has. What is not understood, or out of range, stays as it is, and is noted.
  /// - Returns: the names of those parameters.
  @discardableResult
  mutating func set<Policy: Parameterized>(_ policy: inout Policy, except skipped: Set<String> = []) -> Set<String> {
    var failed: Set<String> = []
    for parameter in Policy.parameters where object.properties[parameter.name] != nil && !skipped.contains(parameter.name) {
      if !set(parameter, of: &policy) { failed.insert(parameter.name) }
    }
    return failed
  }

  /// Whether all of the value was understood.
  private mutating func set<Policy>(_ parameter: PolicyParameter<Policy>, of policy: inout Policy) -> Bool {
    let current = parameter.get(policy)
    let value = value(parameter.name)
    if case .list = current { return setList(parameter, of: &policy, to: value) }
    guard let value else {
      // An empty text is a value, but for names of something; anything else that is missing stays as it is.
      if case .text = current, !parameter.name.hasSuffix("QuarantineTag") { try? parameter.set(&policy, .text("")) }
      return true
    }
    guard let scalar = ObjectReader.scalar(value, like: current) else {
      note(.notUnderstood, at: parameter.name, "\(ObjectReader.misfit(value, parameter.shape)); it stays \(current)")
      return false
    }
    do {
      try parameter.set(&policy, scalar)
      return true
    } catch {
      note(.notUnderstood, at: parameter.name, "\(error.text); it stays \(current)")
      return false
    }
  }

  private mutating func setList<Policy>(
    _ parameter: PolicyParameter<Policy>, of policy: inout Policy, to value: ImportedValue?
  ) -> Bool {
    let values: [ImportedValue]
    switch value {
    case nil: values = []
    case .list(let all): values = all
    case .some(let single): values = [single]
    }
    var texts: [String] = []
    for value in values {
      switch element(value, parameter, policy) {
      case .success(let text): texts.append(text)
      case .failure(let problem): note(.notUnderstood, at: parameter.name, "\(problem.text); it is left out")
      }
    }
    do {
      try parameter.set(&policy, .list(texts))
      return texts.count == values.count
    } catch {
      note(.notUnderstood, at: parameter.name, "\(error.text); the list stays as it is")
      return false
    }
  }

  /// A value of a list by itself, so that one that is wrong does not take the others with it.
  private func element<Policy>(
    _ value: ImportedValue, _ parameter: PolicyParameter<Policy>, _ policy: Policy
  ) -> Result<String, PolicyProblem> {
    guard let text = ObjectReader.element(value) else {
      return .failure(PolicyProblem([], ObjectReader.misfit(value.unwrapped, "a value that is known here")))
    }
    // ConvertTo-Json puts a list that it cuts short into one text, with spaces between.
    guard text.lazy.filter({ $0 == "@" }).count <= 1 else {
      return .failure(PolicyProblem([], "\(ImportNote.shown(text)) is several values in one; export again with -Depth 5"))
    }
    var scratch = policy
    do {
      try parameter.set(&scratch, .list([text]))
      return .success(text)
    } catch {
      return .failure(PolicyProblem([], error.text))
    }
  }
}
