/// Policies as a tree of keys and values: the form that YAML files and JSON share.
public indirect enum PolicyNode: Hashable, Sendable {
  case value(PolicyValue)
  case section([Entry])
  /// Sections that have a `name` each.
  case list([PolicyNode])

  public struct Entry: Hashable, Sendable {
    public let key: String
    public let value: PolicyNode
    /// Of the file, from 1; `nil` where it comes from no file.
    public let line: Int?

    public init(_ key: String, _ value: PolicyNode, line: Int? = nil) {
      self.key = key
      self.value = value
      self.line = line
    }
  }

  /// The line of what a problem's path names, or of the last step towards it that there is.
  public func line(of path: [String]) -> Int? {
    guard let key = path.first else { return nil }
    switch self {
    case .value: return nil
    case .section(let entries):
      guard let entry = entries.first(where: { $0.key == key }) else { return nil }
      return entry.value.line(of: Array(path.dropFirst())) ?? entry.line
    case .list(let sections):
      guard let section = sections.first(where: { $0.name == key }) else { return nil }
      return section.line(of: Array(path.dropFirst())) ?? section.line(of: ["name"])
    }
  }

  /// What its entry `name` says.
  var name: String? {
    guard case .section(let entries) = self, let entry = entries.first(where: { $0.key == "name" }),
      case .value(.text(let name)) = entry.value
    else { return nil }
    return name
  }
}

extension PolicyNode: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      self = .section(
        try container.allKeys.map { Entry($0.stringValue, try container.decode(PolicyNode.self, forKey: $0)) })
    } else if let value = try? PolicyValue(from: decoder) {
      self = .value(value)
    } else {
      self = .list(try decoder.singleValueContainer().decode([PolicyNode].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .value(let value): try value.encode(to: encoder)
    case .list(let sections):
      var container = encoder.singleValueContainer()
      try container.encode(sections)
    case .section(let entries):
      var container = encoder.container(keyedBy: Key.self)
      for entry in entries { try container.encode(entry.value, forKey: Key(entry.key)) }
    }
  }
}
