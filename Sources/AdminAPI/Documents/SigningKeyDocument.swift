public import GatewayStorage
public import MailAuthentication
public import MailTypes
public import MessageServices

/// A signing key, as `/api/v1/dkim-keys` shows it: without its secret.
public struct SigningKeyDocument: Hashable, Sendable, Codable {
  /// What DNS was found to say.
  public struct Publication: Hashable, Sendable, Codable {
    public enum Result: String, Hashable, Sendable, Codable {
      case published, missing, different, unknown
    }

    public var result: Result
    /// What is wrong, or should be otherwise.
    public var detail: String?

    public init(_ publication: KeyPublication) {
      (result, detail) =
        switch publication {
        case .published(let note): (.published, note)
        case .missing: (.missing, nil)
        case .different(let detail): (.different, detail)
        case .unknown(let detail): (.unknown, detail)
        }
    }
  }

  public var domain: DomainName
  public var selector: DomainName
  /// `rsa-sha256` or `ed25519-sha256`; `nil` for a damaged key, and so is what would be published.
  public var algorithm: String?
  public var state: SigningKey.State
  public var createdAt: UTCTime
  /// When the state became what it is.
  public var changedAt: UTCTime
  public var recordName: String?
  /// The text of the record; in DNS in strings of at most 255 octets.
  public var recordText: String?
  /// The record as a zone file has it.
  public var zoneLine: String?
  /// Only where DNS was asked.
  public var publication: Publication?

  public init(_ listing: SigningKeyListing) {
    domain = listing.id.domain
    selector = listing.id.selector
    algorithm = listing.algorithm?.rawValue
    state = listing.state
    createdAt = UTCTime(microseconds: listing.createdAt)
    changedAt = UTCTime(microseconds: listing.changedAt)
    recordName = listing.record?.name
    recordText = listing.record?.strings.joined()
    zoneLine = listing.record.map { "\($0)" }
    publication = listing.publication.map(Publication.init)
  }
}

/// `{"items": […]}`: by domain, the oldest first.
public struct SigningKeyListDocument: Hashable, Sendable, Codable {
  public var items: [SigningKeyDocument]
}

/// What is asked for: a new key, or successors of those that sign.
public struct SigningKeyOrder: Hashable, Sendable, Codable {
  public var domain: DomainName
  public var selector: DomainName?
  /// `rsa` or `ed25519`; without one RSA, or all that sign.
  public var algorithm: String?
  /// Signs without waiting for the record.
  public var now: Bool?

  public init(domain: DomainName, selector: DomainName? = nil, algorithm: String? = nil, now: Bool? = nil) {
    self.domain = domain
    self.selector = selector
    self.algorithm = algorithm
    self.now = now
  }
}
