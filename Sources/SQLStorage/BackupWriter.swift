import GatewayStorage

/// Writes a backup: the database first, then the files its rows name, then the manifest, each synced.
struct BackupWriter {
  let folder: String
  let vault: DirectoryVault
  private let files = SystemFiles()

  init(folder: String, vault: DirectoryVault) {
    self.folder = folder
    self.vault = vault
  }

  /// - Throws: `StoreError`; what was written so far stays behind, without a manifest.
  func write(_ database: any SQLDatabase) throws -> BackupReport {
    try prepareFolder()
    let path = folder + "/" + SQLStore.fileName
    try database.copy(to: path)
    let copy = try SQLiteDatabase(path: path)
    let (report, named) = try copy.read { connection in
      (try contentsOfStore(connection), try BackupWriter.files(connection))
    }
    try copy.close()
    try files.synchronize(file: path)
    try copyFiles(named)
    let manifest = BackupManifest(schemaVersion: Schema.current.version, contents: report)
    try files.write(manifest.encoded(), to: folder + "/" + BackupManifest.fileName)
    try files.synchronize(file: folder + "/" + BackupManifest.fileName)
    try files.synchronize(folder: folder)
    return report
  }

  private func prepareFolder() throws {
    if try files.makeFolder(folder) { return }
    guard try ContentFile.names(in: folder).isEmpty else {
      throw StoreError(.unusableFolder, "\(folder) is not empty; name a new or empty folder for the backup")
    }
  }

  static func files(_ connection: any SQLConnection) throws -> [(name: String, digest: [UInt8])] {
    try connection.query("SELECT vault_name, digest FROM messages WHERE vault_name IS NOT NULL", []) {
      ($0.text(0) ?? "", $0.blob(1) ?? [])
    }
  }

  private func copyFiles(_ named: [(name: String, digest: [UInt8])]) throws {
    let target = folder + "/messages"
    _ = try files.makeFolder(target)
    for (name, digest) in named {
      guard try ContentFile.copy(vault.path(of: name), to: target + "/" + name) == digest else {
        throw StoreError(.damaged, "\(vault.path(of: name)) is not what was received; delete or repair that message first")
      }
    }
    try files.synchronize(folder: target)
  }
}
