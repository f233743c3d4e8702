public import FilterPolicy
import MailTypes
import Synchronization

extension MemoryStore: RecipientStore {
  public func storedDirectory(organization: String) async throws -> StoredDirectory {
    guard let book = rows.withLock({ $0.directories[organization] }) else { return StoredDirectory() }
    return StoredDirectory(
      recipients: book.allRecipients.sorted { $0.primary.key < $1.primary.key },
      groups: book.allGroups.sorted { $0.address.key < $1.address.key })
  }

  public func apply(_ change: DirectoryChange, organization: String) async throws {
    rows.withLock { rows in
      rows.directories[organization] = rows.directories[organization, default: RecipientBook()].applying(change)
    }
  }
}
