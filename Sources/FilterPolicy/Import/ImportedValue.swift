/// A value of a JSON document, whatever is in it.
public enum ImportedValue: Hashable, Sendable {
  case null
  case flag(Bool)
  case integer(Int)
  case decimal(Double)
  case text(String)
  case list([ImportedValue])
  case object([String: ImportedValue])
}

extension ImportedValue: Decodable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .decimal(value)
    } else if let values = try? container.decode([ImportedValue].self) {
      self = .list(values)
    } else {
      self = .object(try container.decode([String: ImportedValue].self))
    }
  }
}

extension ImportedValue {
  /// The value without what ConvertTo-Json puts around it: `{"value":[…],"Count":2}` around lists, `{"value":2,"Value":"On"}`
  /// around named values, `{"value":"/Date(0)/","DisplayHint":2,"DateTime":"…"}` around times.
  var unwrapped: ImportedValue {
    guard case .object(let properties) = self, let inner = properties["value"] else { return self }
    let others = Set(properties.keys).subtracting(["value"])
    if others == ["Value"], case .text(let name)? = properties["Value"] { return .text(name) }
    return others.isSubset(of: ["Count"]) || others.isSubset(of: ["DisplayHint", "DateTime"]) ? inner.unwrapped : self
  }

  /// Nothing was set: the same as if the property were not there, or empty.
  var isNothing: Bool {
    switch unwrapped {
    case .null, .text(""), .list([]): true
    default: false
    }
  }

  /// What ConvertTo-Json writes for what lies deeper than its `-Depth`: the name of a type, or `@{Name=…}`.
  static func isCutShort(_ text: String) -> Bool {
    text.hasPrefix("@{") || text.hasPrefix("System.") || text.hasPrefix("Microsoft.Exchange.")
      || text.hasPrefix("Deserialized.")
  }
}

extension ImportedValue: CustomStringConvertible {
  /// For notes: one line, not long.
  public var description: String {
    switch unwrapped {
    case .null: "nothing"
    case .flag(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .decimal(let value): "\(value)"
    case .text(let value): value.isEmpty ? "\"\"" : ImportNote.shown(value)
    case .list(let values): values.count == 1 ? "\(values[0])" : "\(values.count) values"
    case .object: "an object"
    }
  }
}
