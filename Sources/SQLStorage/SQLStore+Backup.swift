import FoundationEssentials
public import GatewayStorage

extension SQLStore: StoreBackup {
  public func backup(to folder: String) async throws -> BackupReport {
    try await reading.run { [database, vault] in
      try vault.retaining { try BackupWriter(folder: folder, vault: vault).write(database) }
    }
  }

  public func restore(from folder: String) async throws -> BackupReport {
    try await reading.run { [database, vault] in
      try vault.retaining {
        let backup = try BackupReader(folder: folder, vault: vault)
        defer { backup.finish() }
        return try backup.merge(into: database)
      }
    }
  }
}

/// What `manifest.json` of a backup says; written last, so that a folder without it is no backup.
struct BackupManifest: Codable {
  var format = BackupManifest.format
  var schemaVersion: Int
  var contents: BackupReport

  static let format = 1
  static let fileName = "manifest.json"

  static func read(from folder: String) throws -> BackupManifest {
    let path = folder + "/" + fileName
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
      let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data)
    else { throw StoreError(.unusableFolder, "\(folder) holds no complete backup: \(fileName) is missing or unreadable") }
    guard manifest.format == format, manifest.schemaVersion <= Schema.current.version else {
      throw StoreError(.newerSchema, "the backup in \(folder) was made by a newer release; restore it with that release")
    }
    return manifest
  }

  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return Array(try encoder.encode(self))
  }
}

/// The rows of a store, counted.
func contentsOfStore(_ connection: any SQLConnection) throws -> BackupReport {
  let sql = """
    SELECT (SELECT COUNT(*) FROM messages), (SELECT COUNT(*) FROM queue_items), (SELECT COUNT(*) FROM quarantine_entries),
    (SELECT COUNT(*) FROM messages WHERE vault_name IS NOT NULL), (SELECT COUNT(*) FROM signing_keys),
    (SELECT COUNT(*) FROM trace_messages)
    """
  let decisions = try DecisionTables.count(connection)
  return try connection.query(sql, []) { row in
    let numbers = (0..<6).map { Int(row.integer($0) ?? 0) }
    return BackupReport(
      messages: numbers[0], queueItems: numbers[1], quarantineEntries: numbers[2], files: numbers[3], signingKeys: numbers[4],
      traces: numbers[5], decisions: decisions)
  }.first ?? BackupReport()
}
