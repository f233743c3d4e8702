import FoundationEssentials
import GRDB
import GatewayStorage
import Glibc

/// The embedded driver: SQLite through GRDB, one file in WAL mode. The only file that knows GRDB.
public final class SQLiteDatabase: SQLDatabase {
  private let pool: DatabasePool

  /// Pages in the write-ahead log before they are moved into the file, which costs two syncs: 32 MiB of 4 KiB pages keep
  /// that rare beside the sync of every commit, and the log small beside the free space intake asks for.
  static let checkpointPages = 8192

  /// Readers beside the writer: lists and retries; each holds a page cache.
  static let readerLimit = 4

  /// Opens or creates the file at `path`.
  /// - Throws: `StoreError`.
  public init(path: String) throws {
    var configuration = Configuration()
    configuration.maximumReaderCount = SQLiteDatabase.readerLimit
    configuration.busyMode = .timeout(5)
    try SQLiteDatabase.makePrivate(path)
    pool = try SQLiteDatabase.translating(path) { try DatabasePool(path: path, configuration: configuration) }
    try SQLiteDatabase.translating(path) { try pool.writeWithoutTransaction(SQLiteDatabase.configureWriter) }
  }

  /// Mail and private keys are in it: nobody else reads it, whatever the folder and the umask allow. SQLite gives its other
  /// files the mode of this one.
  private static func makePrivate(_ path: String) throws {
    let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemFiles.failure("open", path) }
    defer { Glibc.close(file) }
    guard fchmod(file, 0o600) == 0 else { throw SystemFiles.failure("set the mode of", path) }
  }

  /// GRDB's pool sets `synchronous` to NORMAL once it is open: a committed row could be lost with the power.
  private static func configureWriter(_ database: Database) throws {
    try database.execute(sql: "PRAGMA synchronous = FULL")
    try database.execute(sql: "PRAGMA wal_autocheckpoint = \(checkpointPages)")
    // A backup keeps the log from being reset; what it grew to is given back afterwards.
    try database.execute(sql: "PRAGMA journal_size_limit = \(checkpointPages * 4096 * 2)")
    guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
      throw StoreError(.inputOutput, "SQLite does not take synchronous=FULL; a commit would not survive a power failure")
    }
    // A file it may not write to SQLite opens for reading only, and for good: better not to be open, and to try again.
    try database.inTransaction(.immediate) { .rollback }
  }

  public func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    try SQLiteDatabase.translating(pool.path) { try pool.read { try body(SQLiteConnection(database: $0)) } }
  }

  public func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    try SQLiteDatabase.translating(pool.path) { try pool.write { try body(SQLiteConnection(database: $0)) } }
  }

  public func copy(to path: String) throws {
    try SQLiteDatabase.makePrivate(path)
    try SQLiteDatabase.translating(path) {
      let target = try DatabaseQueue(path: path)
      try pool.backup(to: target)
      try target.close()
    }
  }

  public var path: String { pool.path }

  /// Closes every connection; nothing may run any more.
  public func close() throws {
    try SQLiteDatabase.translating(path) { try pool.close() }
  }

  /// The value of a PRAGMA of the writing connection.
  public func setting(_ name: String) throws -> String? {
    try SQLiteDatabase.translating(pool.path) {
      try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(name)") }
    }
  }

  private static func translating<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      let reason =
        "\(path): \(error.message ?? "SQLite error \(error.resultCode.rawValue)") (\(error.extendedResultCode.rawValue))"
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: throw StoreError(.damaged, reason)
      case .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_BUSY, .SQLITE_PERM, .SQLITE_AUTH:
        throw StoreError(.inputOutput, reason)
      default: throw StoreError(.statement, reason)
      }
    }
  }
}

private struct SQLiteConnection: SQLConnection {
  let database: Database

  func execute(_ sql: String, _ values: [SQLValue]) throws {
    try database.cachedStatement(sql: sql).execute(arguments: SQLiteConnection.arguments(values))
  }

  func query<Value>(_ sql: String, _ values: [SQLValue], _ transform: (any SQLRow) throws -> Value) throws -> [Value] {
    let statement = try database.cachedStatement(sql: sql)
    let rows = try Row.fetchCursor(statement, arguments: SQLiteConnection.arguments(values))
    var result: [Value] = []
    while let row = try rows.next() { result.append(try transform(SQLiteRow(row: row))) }
    return result
  }

  private static func arguments(_ values: [SQLValue]) -> StatementArguments {
    StatementArguments(values.map(databaseValue))
  }

  private static func databaseValue(_ value: SQLValue) -> DatabaseValue {
    switch value {
    case .null: .null
    case .integer(let number): number.databaseValue
    case .text(let text): text.databaseValue
    case .blob(let bytes): Data(bytes).databaseValue
    }
  }
}

private struct SQLiteRow: SQLRow {
  let row: Row

  func integer(_ column: Int) -> Int64? { Int64.fromDatabaseValue(row[column] as DatabaseValue) }
  func text(_ column: Int) -> String? { row[column] as String? }
  func blob(_ column: Int) -> [UInt8]? { (row[column] as Data?).map(Array.init) }
}
