public import MailTypes

/// A private key that signs the mail of a domain, and how far it is introduced.
public struct SigningKey: Hashable, Sendable {
  /// Where a key and its selector are unique.
  public struct ID: Hashable, Sendable, CustomStringConvertible {
    public let domain: DomainName
    public let selector: DomainName

    public init(domain: DomainName, selector: DomainName) {
      self.domain = domain
      self.selector = selector
    }

    /// As `d=` and `s=` of signatures name it.
    public var description: String { "\(domain)/\(selector)" }
  }

  public enum State: String, Hashable, Sendable, Codable, CaseIterable {
    /// Made, and not seen published yet: receivers could not verify what it signs.
    case waiting
    case signing
    /// Replaced. Its record stays published while mail that it signed is under way.
    case retired
    /// What is stored cannot be read: nothing is signed with it, and what becomes of it is for people to decide.
    case damaged
  }

  public let id: ID
  /// PKCS #8 in PEM. Never shown, logged or answered.
  public let privateKey: String
  public var state: State
  /// UTC microseconds.
  public let createdAt: Int64
  /// When the state became what it is; UTC microseconds.
  public var changedAt: Int64

  public init(id: ID, privateKey: String, state: State, createdAt: Int64, changedAt: Int64) {
    self.id = id
    self.privateKey = privateKey
    self.state = state
    self.createdAt = createdAt
    self.changedAt = changedAt
  }
}

// Whatever prints a key by accident prints no secret.
extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "\(id) (\(state.rawValue))" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["id": id, "state": state]) }
}

/// The signing keys of all domains. In the store, and not in files of their own, because a rotation changes two keys in one
/// transaction, and because what copies the store, or shares it between gateways, has them. Every method may throw `StoreError`.
public protocol SigningKeyStore: Sendable {
  /// By domain, the oldest first.
  func signingKeys() async throws -> [SigningKey]
  /// Writes keys, new ones or others in their place: all are on stable storage, or none.
  func save(_ keys: [SigningKey]) async throws
  /// Nothing happens where there is no such key.
  func removeSigningKey(_ id: SigningKey.ID) async throws
}
