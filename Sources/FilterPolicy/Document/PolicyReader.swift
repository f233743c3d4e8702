/// Reads a tree into policies. Everything that is wrong is noted, so that an administrator sees all of it at once.
struct PolicyReader {
  private(set) var problems: [PolicyProblem] = []
  private var path: [String] = []

  mutating func note(_ text: String, at keys: String...) { problems.append(PolicyProblem(path + keys, text)) }

  /// Hands each entry of a section to `read`, with the path leading to it. An empty value is an empty section.
  mutating func section(_ node: PolicyNode, _ read: (inout PolicyReader, PolicyNode.Entry) -> Void) {
    switch node {
    case .section(let entries):
      for entry in entries { within(entry.key) { read(&$0, entry) } }
    case .value(.text("")), .value(.list([])), .list([]): break
    default: note("is a value; a section is wanted here")
    }
  }

  /// Hands each named section of a list to `read`, with the path leading to it.
  mutating func list(_ node: PolicyNode, _ read: (inout PolicyReader, String, PolicyNode) -> Void) {
    switch node {
    case .list(let sections):
      for section in sections {
        guard let name = section.name else {
          note("an element has no name; each begins with - name:")
          continue
        }
        within(name) { read(&$0, name, section) }
      }
    case .value(.text("")), .value(.list([])): break
    default: note("is no list; each element begins with - name:")
    }
  }

  mutating func parameters<Policy: Parameterized>(_ node: PolicyNode, of type: Policy.Type = Policy.self) -> Policy {
    var policy = Policy()
    section(node) { reader, entry in
      guard let parameter = Policy.parameter(entry.key) else {
        reader.note("is no parameter of \(Policy.noun.withArticle)" + Policy.suggestion(for: entry.key))
        return
      }
      reader.set(parameter, of: &policy, to: entry.value)
    }
    return policy
  }

  mutating func set<Policy>(_ parameter: PolicyParameter<Policy>, of policy: inout Policy, to node: PolicyNode) {
    guard case .value(let value) = node else { return note("is no value; give \(parameter.shape)") }
    do {
      try parameter.set(&policy, value)
    } catch {
      note(error.text)
    }
  }

  mutating func unknown(_ keys: [String]) { note("is not known here; give \(keys.joined(separator: ", "))") }

  private mutating func within(_ key: String, _ read: (inout PolicyReader) -> Void) {
    path.append(key)
    read(&self)
    path.removeLast()
  }
}

extension Parameterized {
  /// `; is bulkThreshold meant?` for a key that is a slip of the pen away from one; else where to find them all.
  fileprivate static func suggestion(for key: String) -> String {
    let key = key.lowercased()
    guard let near = parameters.first(where: { $0.key.lowercased().differsByOneLetter(from: key) }) else { return "" }
    return "; is \(near.key) meant?"
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
