public import MailTypes
import Synchronization

extension MemoryStore: QuarantineStore {
  public func entry(_ id: QueueID) async throws -> QuarantineEntry? {
    rows.withLock { rows in rows.entries.values.first { $0.key.id == id } }
  }

  public func entries(matching filter: QuarantineFilter) async throws -> [QuarantineEntry] {
    rows.withLock { rows in
      let found = rows.entries.values.filter(filter.matches)
      let sorted = found.sorted { ($0.quarantinedAt, $0.key.id) > ($1.quarantinedAt, $1.key.id) }
      return Array(sorted.dropFirst(filter.offset).prefix(filter.limit))
    }
  }

  public func expiredEntries(before time: Int64, limit: Int) async throws -> [CopyKey] {
    rows.withLock { rows in
      let expired = rows.entries.values.filter { $0.expiresAt < time }.sorted { $0.expiresAt < $1.expiresAt }
      return expired.prefix(limit).map(\.key)
    }
  }
}

extension QuarantineFilter {
  fileprivate func matches(_ entry: QuarantineEntry) -> Bool {
    organization ?? entry.key.organization == entry.key.organization && reason ?? entry.reason == entry.reason
      && isReleased ?? (entry.releasedAt != nil) == (entry.releasedAt != nil)
      && (sender == nil || sender?.key == entry.sender.mailbox?.key)
      && (recipient == nil || entry.recipients.contains { $0.address.key == recipient?.key })
  }
}

extension MemoryStore: MessageVault {
  public func makeIncomingFile() throws -> String { incomingFolder + "/\(TraceID())" }

  public func adopt(_ content: MessageContent) async throws -> MessageContent { content }

  public func discard(_ content: MessageContent) async {}

  public func sweep() async throws -> SweepReport { SweepReport() }
}

extension MemoryStore: StoreBackup {
  public func backup(to folder: String) async throws -> BackupReport {
    throw StoreError(.unusableFolder, "a store in memory has no backup")
  }

  public func restore(from folder: String) async throws -> BackupReport {
    throw StoreError(.unusableFolder, "a store in memory has no backup")
  }
}
