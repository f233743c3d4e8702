/// What is wrong with a zone, and where.
public struct ZoneError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name of the file, or what the text was given as.
  public let source: String
  /// From 1; `nil` where the zone is JSON, whose `reason` names the path inside the object instead.
  public let line: Int?
  public let reason: String

  public init(source: String, line: Int? = nil, reason: String) {
    self.source = source
    self.line = line
    self.reason = reason
  }

  /// `file:line: reason`.
  public var description: String { source + (line.map { ":\($0)" } ?? "") + ": " + reason }
}
