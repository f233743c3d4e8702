public import GatewayStorage
import NIOCore
import NIOHTTP1

// Backups, and how the gateway is.
extension ControlClient {
  /// `folder` is an absolute path on the gateway's machine; so is the one below.
  public func backup(to folder: String) async throws(ControlClientError) -> BackupReport {
    try await document(.POST, "backup", body: FolderDocument(folder: folder), timeout: ControlClient.backupTimeout)
  }

  public func restore(from folder: String) async throws(ControlClientError) -> BackupReport {
    try await document(.POST, "restore", body: FolderDocument(folder: folder), timeout: ControlClient.backupTimeout)
  }

  public func status() async throws(ControlClientError) -> StatusDocument { try await document(.GET, "status") }
}
