import GatewayStorage
import SQLStorage
import Synchronization

/// The order in which a store did what durability depends on.
final class OperationLog: Sendable {
  private let entries = Mutex<[String]>([])

  func note(_ entry: String) { entries.withLock { $0.append(entry) } }

  /// What was noted since the last call.
  func take() -> [String] {
    entries.withLock { entries in
      defer { entries = [] }
      return entries
    }
  }
}

/// The file system, watched; any step can be made to fail.
final class WatchedFiles: FileOperations {
  private let files = SystemFiles()
  private let log: OperationLog
  private let failing = Mutex<String?>(nil)

  init(log: OperationLog) { self.log = log }

  /// Operations that begin with `step` fail from now on; none where it is `nil`.
  func fail(_ step: String?) { failing.withLock { $0 = step } }

  private func step(_ name: String) throws {
    if failing.withLock({ $0 == name }) { throw StoreError(.inputOutput, "\(name) fails") }
    log.note(name)
  }

  func synchronize(file path: String) throws {
    try step("sync file")
    try files.synchronize(file: path)
  }

  func synchronize(folder path: String) throws {
    try step("sync folder")
    try files.synchronize(folder: path)
  }

  func rename(_ old: String, to new: String) throws {
    try step("rename")
    try files.rename(old, to: new)
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    try step("write")
    try files.write(bytes, to: path)
  }

  func remove(_ path: String) throws {
    try step("remove")
    try files.remove(path)
  }

  func makeFolder(_ path: String) throws -> Bool { try files.makeFolder(path) }
}

/// A database, watched.
struct WatchedDatabase: SQLDatabase {
  let database: SQLiteDatabase
  let log: OperationLog

  func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value { try database.read(body) }

  func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    let value = try database.write(body)
    log.note("commit")
    return value
  }

  func copy(to path: String) throws { try database.copy(to: path) }
}
