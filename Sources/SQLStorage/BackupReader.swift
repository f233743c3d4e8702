import GatewayStorage
import MailTypes

/// Merges a backup into a store: what is there stays as it is.
struct BackupReader {
  let folder: String
  let database: SQLiteDatabase
  let vault: DirectoryVault

  /// Messages in one transaction: what is held in memory at once.
  private static let batchSize = 100

  /// Opens a copy of the backup's database in `vault`'s incoming folder: the backup may lie on a read-only medium, and the
  /// schema of an older one is brought up to date first. A sweep removes the copy if a crash leaves it.
  init(folder: String, vault: DirectoryVault) throws {
    _ = try BackupManifest.read(from: folder)
    self.folder = folder
    self.vault = vault
    let path = vault.makeIncomingFile()
    _ = try ContentFile.copy(folder + "/" + SQLStore.fileName, to: path)
    database = try SQLiteDatabase(path: path)
    try Schema.current.migrate(database)
  }

  /// Closes and removes the copy.
  func finish() {
    try? database.close()
    for suffix in ["", "-wal", "-shm"] { try? SystemFiles().remove(database.path + suffix) }
  }

  func merge(into target: any SQLDatabase) throws -> BackupReport {
    let keys = try database.read { connection in
      try connection.query("SELECT organization, trace_id FROM messages ORDER BY received_at", []) {
        [SQLValue.text($0.text(0) ?? ""), .text($0.text(1) ?? "")]
      }
    }
    var report = BackupReport()
    let signingKeys = try database.read(SigningKeyRow.all)
    try target.write { connection in
      let present = Set(try SigningKeyRow.all(connection).map(\.id))
      for key in signingKeys where !present.contains(key.id) {
        try connection.execute(SigningKeyRow.insert, SigningKeyRow.values(key))
        report.signingKeys += 1
      }
    }
    for start in stride(from: 0, to: keys.count, by: BackupReader.batchSize) {
      let batch = keys[start..<min(start + BackupReader.batchSize, keys.count)]
      let messages = try database.read { connection in try batch.compactMap { try restored($0, connection) } }
      try target.write { connection in
        for message in messages { try insert(message, into: connection, &report) }
      }
      for restored in messages { keepFile(of: restored.message) }
    }
    try mergeTraces(into: target, &report)
    report.decisions = try DecisionTables.merge(database, into: target)
    return report
  }

  /// The trace of a message that is still known is left as it is: what happened since stands in it.
  private func mergeTraces(into target: any SQLDatabase, _ report: inout BackupReport) throws {
    let all = "SELECT organization, trace_id FROM trace_messages ORDER BY received_at"
    let keys: [[SQLValue]] = try database.read { try $0.query(all, []) { [.text($0.text(0) ?? ""), .text($0.text(1) ?? "")] } }
    for start in stride(from: 0, to: keys.count, by: BackupReader.batchSize) {
      let batch = keys[start..<min(start + BackupReader.batchSize, keys.count)]
      let traces = try database.read { connection in
        try batch.flatMap { key in
          var condition = Condition()
          condition.add("m.organization = ? AND m.trace_id = ?", key)
          return try SQLStore.traces(condition, connection)
        }
      }
      report.traces += try target.write { connection in
        let missing = try traces.filter { try !BackupReader.isPresent($0.message.key, connection) }
        for trace in missing { try TraceRow.put(trace, connection) }
        return missing.count
      }
    }
  }

  private static func isPresent(_ key: TraceKey, _ connection: any SQLConnection) throws -> Bool {
    let sql = "SELECT 1 FROM trace_messages WHERE organization = ? AND trace_id = ?"
    return try !connection.query(sql, key.values, { _ in true }).isEmpty
  }

  /// The message may have been delivered and deleted since its file was found there.
  private func keepFile(of message: StoredMessage) {
    if case .file(let path, _) = message.content, let name = vault.name(of: path) { vault.keep(name) }
  }

  private struct Restored {
    var key: [SQLValue]
    var message: StoredMessage
    var items: [QueueItem]
    var entries: [QuarantineEntry]
  }

  private func restored(_ key: [SQLValue], _ connection: any SQLConnection) throws -> Restored? {
    let match = "WHERE organization = ? AND trace_id = ?"
    let messages = try connection.query(
      "SELECT \(MessageRow.factColumns), m.content FROM messages m \(match)", key, message)
    guard let message = messages.first else { return nil }
    let items = try connection.query("SELECT \(QueueRow.columns) FROM queue_items q \(match)", key) { row in
      var item = try QueueRow.item(row)
      if item.hold == nil { item.hold = .restored }
      return item
    }
    let entries = try connection.query(
      "SELECT \(QuarantineRow.columns) FROM quarantine_entries \(match)", key, QuarantineRow.entry)
    return Restored(key: key, message: message, items: items, entries: entries)
  }

  /// The message of a row; a large one has its file put back into the vault if it is not there.
  private func message(_ row: any SQLRow) throws -> StoredMessage {
    guard let name = row.text(7) else { return try MessageRow.message(row, hasContent: true, vault: vault) }
    if ContentFile.size(vault.path(of: name)) == nil {
      try vault.restore(name, from: folder + "/messages/" + name, digest: row.blob(5) ?? [])
    }
    return try MessageRow.message(row, hasContent: true, vault: vault)
  }

  private func insert(_ restored: Restored, into connection: any SQLConnection, _ report: inout BackupReport) throws {
    func isPresent(_ table: String, _ key: [SQLValue], and condition: String = "") throws -> Bool {
      try !connection.query(
        "SELECT 1 FROM \(table) WHERE organization = ? AND trace_id = ?" + condition, key, { _ in true }
      ).isEmpty
    }
    if try !isPresent("messages", restored.key) {
      try connection.execute(MessageRow.insert, MessageRow.values(restored.message, vault: vault))
      report.messages += 1
      if case .file = restored.message.content { report.files += 1 }
    }
    for item in restored.items where try !isPresent("queue_items", item.key.values, and: " AND queue_id = ?") {
      try connection.execute(QueueRow.insert, item.key.values + QueueRow.values(item))
      report.queueItems += 1
    }
    for entry in restored.entries where try !isPresent("quarantine_entries", entry.key.values, and: " AND queue_id = ?") {
      try connection.execute(QuarantineRow.insert, entry.key.values + QuarantineRow.values(entry))
      report.quarantineEntries += 1
    }
  }
}
