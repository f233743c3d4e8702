/// The value of one policy parameter as files, commands and the control API write it.
public enum PolicyValue: Hashable, Sendable {
  case flag(Bool)
  case integer(Int)
  case decimal(Double)
  case text(String)
  /// In order where the order means something, else sorted.
  case list([String])
}

extension PolicyValue: CustomStringConvertible {
  /// For tables and differences: `on`, `7`, `a@example.org, b@example.org`; `none` for an empty list, `""` for no text.
  public var description: String {
    switch self {
    case .flag(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .decimal(let value): "\(value)"
    case .text(let value): value.isEmpty ? "\"\"" : value
    case .list(let values): values.isEmpty ? "none" : values.joined(separator: ", ")
    }
  }
}

extension PolicyValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .decimal(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else {
      self = .list(try container.decode([String].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .flag(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .decimal(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    }
  }
}
