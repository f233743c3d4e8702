/// A relational database as the stores need it. Calls block: the stores make them on threads of their own. No type of a
/// driver's library passes through here; columns hold 64-bit integers, text, blobs and nulls only.
public protocol SQLDatabase: Sendable {
  /// Runs `body` on one consistent state of the database, beside any writer.
  func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value
  /// Runs `body` as one transaction, alone; it is on stable storage on return. Rolled back where `body` throws.
  func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value
  /// Copies a consistent state into a new SQLite file at `path`, while others read and write.
  func copy(to path: String) throws
}

/// One connection, inside `read` or `write`. Statements take `?` for each value and are prepared once per connection.
public protocol SQLConnection {
  func execute(_ sql: String, _ values: [SQLValue]) throws
  /// `transform` sees each row in turn; the row is not valid afterwards.
  func query<Value>(_ sql: String, _ values: [SQLValue], _ transform: (any SQLRow) throws -> Value) throws -> [Value]
}

/// A row of an answer. Columns are counted from 0.
public protocol SQLRow {
  func integer(_ column: Int) -> Int64?
  func text(_ column: Int) -> String?
  func blob(_ column: Int) -> [UInt8]?
}

public enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])
}

extension SQLValue {
  init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }
  init(_ number: Int) { self = .integer(Int64(number)) }
  init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
  init(_ number: Int64?) { self = number.map(SQLValue.integer) ?? .null }
}
