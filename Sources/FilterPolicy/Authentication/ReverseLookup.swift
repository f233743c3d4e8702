/// The reverse name of the client address, and whether that name leads back to it (RFC 8601 §3, "iprev").
public struct ReverseLookup: Hashable, Sendable, Codable {
  public enum Result: String, Hashable, Sendable, Codable {
    /// A PTR name has an address record for the client address.
    case pass
    /// There is a PTR name, and none leads back.
    case fail
    /// DNS did not answer; asking later may help.
    case temperror
    /// There is no PTR name.
    case permerror
    /// Not asked: no DNS, or the client is this machine.
    case none
  }

  public var result: Result
  /// The name that led back, else the first PTR name; `nil` where there is none. A host name, always.
  public var name: String?

  public init(result: Result = .none, name: String? = nil) {
    self.result = result
    self.name = name
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result, forKey: .result)
    try container.encode(name, forKey: .name)
  }
}
