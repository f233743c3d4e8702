public import MailTypes

/// A message as it was received, beside its bytes: what the store keeps once, however many copies of it go on.
public struct StoredMessage: Hashable, Sendable {
  public var traceID: TraceID
  /// The organisation the message belongs to, by the name the configuration gives it.
  public var organization: String
  /// UTC microseconds since 1970.
  public var receivedAt: Int64
  public var client: ClientFacts
  /// The envelope as the client gave it, with every recipient of the message; each copy names its own.
  public var envelope: Envelope
  /// The scan did not end within its deadline: the message was answered `250` and has no copies yet (design §4).
  public var isAwaitingScan: Bool
  /// The original bytes. Given to the store in memory or as a file from `MessageVault.makeIncomingFile()`; given back by
  /// it in memory or as a file of the vault, which nobody but the store may change.
  public var content: MessageContent

  public init(
    traceID: TraceID, organization: String, receivedAt: Int64, client: ClientFacts, envelope: Envelope,
    content: MessageContent, isAwaitingScan: Bool = false
  ) {
    self.traceID = traceID
    self.organization = organization
    self.receivedAt = receivedAt
    self.client = client
    self.envelope = envelope
    self.content = content
    self.isAwaitingScan = isAwaitingScan
  }
}
