import MailTypes

/// In JSON an entry is `{"kind":"sender","value":"contoso.com","action":"block","expires":"2026-12-23T00:00:00Z",…}`: `expires`
/// is a time, `never`, or absent where `removeAfterDays` counts from the last use; `requires` is `nothing`, `authentication`
/// or a network.
extension AllowBlockEntry: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, value, action, expires, removeAfterDays, requires, overrides, notes, modifiedBy, modifiedAt, lastUsed
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func broken(_ key: CodingKeys, _ text: String) -> any Error {
      DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: text)
    }
    let text = try container.decode(String.self, forKey: .value)
    let value: AllowBlockValue
    do {
      value = try AllowBlockValue(try container.decode(AllowBlockValue.Kind.self, forKey: .kind), text)
    } catch let problem as PolicyProblem {
      throw broken(.value, problem.text)
    }
    var expiry = Expiry.never
    if let days = try container.decodeIfPresent(Int.self, forKey: .removeAfterDays) {
      expiry = .afterLastUse(days: days)
    } else if let end = try container.decodeIfPresent(String.self, forKey: .expires), end != "never" {
      guard let time = UTCTime(end) else { throw broken(.expires, "\(end) is neither never nor a time") }
      expiry = .at(time)
    }
    let requirement = try container.decodeIfPresent(String.self, forKey: .requires)
    guard let condition = requirement.map({ Condition($0) }) ?? .some(Condition.none) else {
      throw broken(.requires, "\(requirement ?? "") is not nothing, authentication or a network")
    }
    self.init(
      value, try container.decode(Action.self, forKey: .action), expiry: expiry, condition: condition,
      ceiling: try container.decodeIfPresent(Ceiling.self, forKey: .overrides) ?? .phish,
      notes: try container.decodeIfPresent(String.self, forKey: .notes) ?? "",
      modifiedBy: try container.decodeIfPresent(String.self, forKey: .modifiedBy) ?? "",
      modifiedAt: try container.decode(UTCTime.self, forKey: .modifiedAt),
      lastUsed: try container.decodeIfPresent(UTCTime.self, forKey: .lastUsed))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(value.kind, forKey: .kind)
    try container.encode("\(value)", forKey: .value)
    try container.encode(action, forKey: .action)
    switch expiry {
    case .never: try container.encode("never", forKey: .expires)
    case .at(let time): try container.encode(time, forKey: .expires)
    case .afterLastUse(let days): try container.encode(days, forKey: .removeAfterDays)
    }
    if action == .allow {
      try container.encode("\(condition)", forKey: .requires)
      try container.encode(ceiling, forKey: .overrides)
    }
    try container.encode(notes, forKey: .notes)
    try container.encode(modifiedBy, forKey: .modifiedBy)
    try container.encode(modifiedAt, forKey: .modifiedAt)
    try container.encodeIfPresent(lastUsed, forKey: .lastUsed)
  }
}

extension AllowBlockEntry.Condition: CustomStringConvertible {
  /// `nil` where the text is not `nothing`, `authentication` or a network.
  public init?(_ text: String) {
    switch text.lowercased() {
    case "nothing": self = .none
    case "authentication": self = .authentication
    default:
      guard let network = IPNetwork(text) else { return nil }
      self = .network(network)
    }
  }

  public var description: String {
    switch self {
    case .none: "nothing"
    case .authentication: "authentication"
    case .network(let network): "\(network)"
    }
  }
}
