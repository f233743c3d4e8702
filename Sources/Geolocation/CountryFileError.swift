/// Why a file of countries cannot be used, in one line for the administrator.
public struct CountryFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  /// From 1; `nil` where it is not about a line.
  public let line: Int?
  public let reason: String

  init(_ path: String, line: Int? = nil, _ reason: String) {
    self.path = path
    self.line = line
    self.reason = reason
  }

  public var description: String { "\(path)\(line.map { " line \($0)" } ?? ""): \(reason)" }
}
