import MailTypes
import Synchronization

extension MemoryStore: SigningKeyStore {
  public func signingKeys() async throws -> [SigningKey] {
    rows.withLock { rows in
      rows.signingKeys.values.sorted {
        ($0.id.domain, $0.createdAt, $0.id.selector) < ($1.id.domain, $1.createdAt, $1.id.selector)
      }
    }
  }

  public func save(_ keys: [SigningKey]) async throws {
    rows.withLock { rows in
      for key in keys { rows.signingKeys[key.id] = key }
    }
  }

  public func removeSigningKey(_ id: SigningKey.ID) async throws { rows.withLock { $0.signingKeys[id] = nil } }
}
