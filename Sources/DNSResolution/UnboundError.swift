/// Why libunbound could not be set up: the setting it refused, and its own words.
public struct UnboundError: Error, Hashable, Sendable, CustomStringConvertible {
  public let setting: String
  public let reason: String

  public var description: String { "DNS resolver: \(setting): \(reason)" }
}
