public import MailTypes

/// What the scan is told about a message beside its bytes.
public struct ScanSubject: Hashable, Sendable, Codable {
  public var traceID: TraceID
  public var client: ClientFacts
  public var envelope: Envelope
  /// UTC microseconds since 1970.
  public var receivedAt: Int64
  /// The name of this gateway, as in EHLO and Received.
  public var hostname: String
  /// Hosts of ours that hand over mail of strangers: who stands before them is read from their Received fields.
  public var relays: [IPNetwork]
  public var discovery: DMARCDiscovery
  /// DNS lists to ask: those that the gateway found well. A scanner keeps no state, and cannot tell.
  public var blocklists: [Blocklist]
  /// The message went to an address for DMARC reports: those in it are read.
  public var readsReports: Bool
  /// Words that some policy for the message minds, sorted; they are looked for where there are any.
  public var sensitiveWords: [String]?
  /// Some policy for the message asks for Sender ID.
  public var asksSenderID: Bool?
  /// A policy wants banners: the places for them are looked for.
  public var findsBannerPlaces = false

  public init(
    traceID: TraceID, client: ClientFacts, envelope: Envelope, receivedAt: Int64, hostname: String, relays: [IPNetwork] = [],
    discovery: DMARCDiscovery = .treeWalk, blocklists: [Blocklist] = [], readsReports: Bool = false
  ) {
    self.traceID = traceID
    self.client = client
    self.envelope = envelope
    self.receivedAt = receivedAt
    self.hostname = hostname
    self.relays = relays
    self.discovery = discovery
    self.blocklists = blocklists
    self.readsReports = readsReports
  }
}
