/// Copies of the whole store while it serves. Every method may throw `StoreError`.
public protocol StoreBackup: Sendable {
  /// Writes a consistent copy of everything into `folder`, which must be empty or absent; complete and synced on return.
  func backup(to folder: String) async throws -> BackupReport
  /// Adds what the backup holds and this store does not. Nothing present is changed; queue items come back held, because
  /// what was delivered since the backup was made must not go out twice.
  func restore(from folder: String) async throws -> BackupReport
}

/// What was written, or added.
public struct BackupReport: Hashable, Sendable, Codable {
  public var messages: Int
  public var queueItems: Int
  public var quarantineEntries: Int
  /// Large messages, kept as files.
  public var files: Int

  public init(messages: Int = 0, queueItems: Int = 0, quarantineEntries: Int = 0, files: Int = 0) {
    self.messages = messages
    self.queueItems = queueItems
    self.quarantineEntries = quarantineEntries
    self.files = files
  }
}
