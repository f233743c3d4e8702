/// What the configuration's YAML comes down to: text, lists, and mappings of text keys, each with the line it begins on.
enum ConfigurationNode: Sendable {
  case scalar(String, line: Int)
  case sequence([ConfigurationNode], line: Int)
  case mapping(ConfigurationMapping)

  var line: Int {
    switch self {
    case .scalar(_, let line), .sequence(_, let line): line
    case .mapping(let mapping): mapping.line
    }
  }

  /// With its article.
  var kind: String {
    switch self {
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a section"
    }
  }

  var isScalar: Bool {
    if case .scalar = self { true } else { false }
  }
}

/// A mapping in the order of its lines. Keys are few: they are searched one after the other.
struct ConfigurationMapping: Sendable {
  struct Entry: Sendable {
    let key: String
    /// Where the key stands.
    let line: Int
    let value: ConfigurationNode
  }

  let line: Int
  var entries: [Entry] = []

  init(line: Int) { self.line = line }

  subscript(key: String) -> ConfigurationNode? { entries.first { $0.key == key }?.value }
}
