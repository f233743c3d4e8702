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
        reader.note(Policy.unknown(entry.key))
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
