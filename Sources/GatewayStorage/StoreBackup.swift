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
  public var signingKeys: Int
  /// Messages with a trace.
  public var traces: Int
  /// What administrators made and decided: revisions of policies, entries of lists, pairs, recipients, groups and members.
  public var decisions: Int

  public init(
    messages: Int = 0, queueItems: Int = 0, quarantineEntries: Int = 0, files: Int = 0, signingKeys: Int = 0,
    traces: Int = 0, decisions: Int = 0
  ) {
    self.messages = messages
    self.queueItems = queueItems
    self.quarantineEntries = quarantineEntries
    self.files = files
    self.signingKeys = signingKeys
    self.traces = traces
    self.decisions = decisions
  }

  /// Backups of releases before the last three do not count them.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    messages = try container.decode(Int.self, forKey: .messages)
    queueItems = try container.decode(Int.self, forKey: .queueItems)
    quarantineEntries = try container.decode(Int.self, forKey: .quarantineEntries)
    files = try container.decode(Int.self, forKey: .files)
    signingKeys = try container.decodeIfPresent(Int.self, forKey: .signingKeys) ?? 0
    traces = try container.decodeIfPresent(Int.self, forKey: .traces) ?? 0
    decisions = try container.decodeIfPresent(Int.self, forKey: .decisions) ?? 0
  }
}
