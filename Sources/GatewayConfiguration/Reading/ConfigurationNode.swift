/// What YAML comes down to, in the configuration and in recipients files: text, lists, and mappings of text keys, each with the line it begins on.
package enum ConfigurationNode: Sendable {
  case scalar(String, line: Int)
  case sequence([ConfigurationNode], line: Int)
  case mapping(ConfigurationMapping)

  package var line: Int {
    switch self {
    case .scalar(_, let line), .sequence(_, let line): line
    case .mapping(let mapping): mapping.line
    }
  }

  /// With its article.
  package var kind: String {
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
package struct ConfigurationMapping: Sendable {
  package struct Entry: Sendable {
    package let key: String
    /// Where the key stands.
    package let line: Int
    package let value: ConfigurationNode
  }

  package let line: Int
  package internal(set) var entries: [Entry] = []

  init(line: Int) { self.line = line }

  package subscript(key: String) -> ConfigurationNode? { entries.first { $0.key == key }?.value }
}
