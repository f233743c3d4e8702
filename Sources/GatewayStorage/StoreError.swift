/// Why the store did not do what was asked. The text says what, where and what to do, on one line.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    /// Reading, writing or syncing failed: a full disk, a read-only directory, a device error.
    case inputOutput
    /// The store was written by a newer release.
    case newerSchema
    /// A row or file does not hold what it should.
    case damaged
    /// The folder for a backup is not empty, or that for a restore holds no backup.
    case unusableFolder
    /// The database refused a statement.
    case statement
  }

  public let code: Code
  public let reason: String

  public init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  public var description: String { reason }
}
