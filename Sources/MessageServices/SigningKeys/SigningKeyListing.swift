public import GatewayStorage
public import MailAuthentication

/// What people are told of a signing key: everything but the key.
public struct SigningKeyListing: Hashable, Sendable {
  public let id: SigningKey.ID
  /// `nil` for a damaged key; so is `record`.
  public let algorithm: DKIMAlgorithm?
  public let state: SigningKey.State
  /// UTC microseconds; so is the one below.
  public let createdAt: Int64
  public let changedAt: Int64
  /// What to publish.
  public let record: KeyRecordText?
  /// What DNS was found to say; `nil` where it was not asked.
  public var publication: KeyPublication?

  init(_ key: SigningKey, _ signingKey: DKIMSigningKey?) {
    id = key.id
    algorithm = signingKey?.algorithm
    state = key.state
    createdAt = key.createdAt
    changedAt = key.changedAt
    record = signingKey.map { DKIMSigner.Selector(key.id.selector, $0).record(domain: key.id.domain) }
  }
}
