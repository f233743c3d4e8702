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

  public init(traceID: TraceID, client: ClientFacts, envelope: Envelope, receivedAt: Int64, hostname: String) {
    self.traceID = traceID
    self.client = client
    self.envelope = envelope
    self.receivedAt = receivedAt
    self.hostname = hostname
  }
}
