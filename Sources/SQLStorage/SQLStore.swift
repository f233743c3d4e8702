public import GatewayStorage
public import MailTypes

/// The stores over a relational database, with large messages as files beside it.
public final class SQLStore: Sendable {
  let database: any SQLDatabase
  let vault: DirectoryVault
  /// Transactions, one after the other.
  let writing = WorkQueue("martlet.store.write", isSerial: true)
  let reading = WorkQueue("martlet.store.read", isSerial: false)
  /// Moving and syncing large messages, beside the transactions of the small ones.
  private let filing = WorkQueue("martlet.store.files", isSerial: false)

  /// Takes the state folder for this process, opens the database and brings its schema up to date.
  /// - Parameter database: opens the database; called once the folder is this process's own.
  /// - Throws: `StoreError`.
  public init(
    state folder: String, files: any FileOperations = SystemFiles(), database: (_ folder: String) throws -> any SQLDatabase
  ) throws {
    vault = try DirectoryVault(state: folder, files: files)
    self.database = try database(folder)
    try Schema.current.migrate(self.database)
  }

  /// The embedded store: `<folder>/martlet.sqlite`, and large messages beside it.
  /// - Throws: `StoreError`.
  public convenience init(folder: String) throws {
    try self.init(state: folder) { try SQLiteDatabase(path: $0 + "/" + SQLStore.fileName) }
  }

  static let fileName = "martlet.sqlite"
}

extension SQLStore: MessageVault {
  public func makeIncomingFile() throws -> String { vault.makeIncomingFile() }

  public func adopt(_ content: MessageContent) async throws -> MessageContent {
    if case .bytes(let bytes) = content, bytes.count <= inlineContentLimit { return content }
    return try await filing.run { [vault] in try vault.adopt(content) }
  }

  public func discard(_ content: MessageContent) async {
    guard case .file = content else { return }
    try? await filing.run { [vault] in vault.discard(content) }
  }

  public func sweep() async throws -> SweepReport {
    try await writing.run { [database, vault] in
      let orphans = try vault.removeOrphans { Set(try database.read(SQLStore.fileNames)) }
      let missing = try database.read(SQLStore.fileNames).filter { ContentFile.size(vault.path(of: $0)) == nil }
      guard !missing.isEmpty else { return SweepReport(orphanFiles: orphans) }
      let damaged = try database.write { connection in try missing.flatMap { try SQLStore.hold(message: $0, connection) } }
      return SweepReport(orphanFiles: orphans, damagedItems: damaged)
    }
  }

  private static func fileNames(_ connection: any SQLConnection) throws -> [String] {
    try connection.query("SELECT vault_name FROM messages WHERE vault_name IS NOT NULL", []) { $0.text(0) }.compactMap { $0 }
  }

  private static func hold(message name: String, _ connection: any SQLConnection) throws -> [CopyKey] {
    let keys = try connection.query(
      """
      SELECT q.organization, q.trace_id, q.queue_id FROM queue_items q JOIN messages m
      ON q.organization = m.organization AND q.trace_id = m.trace_id WHERE m.vault_name = ?
      """, [.text(name)], CopyKey.init)
    for key in keys {
      try connection.execute(
        "UPDATE queue_items SET hold = ? WHERE organization = ? AND trace_id = ? AND queue_id = ?",
        [.text(HoldReason.contentDamaged.rawValue)] + key.values)
    }
    return keys
  }
}
