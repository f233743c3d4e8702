public import MailTypes

/// A message whose last octet has arrived and which has not been answered yet.
public struct ReceivedMessage: Sendable {
  public var traceID: TraceID
  public var client: ClientFacts
  /// At least one recipient.
  public var envelope: Envelope
  /// As sent, dot-stuffing removed, every line ended by CRLF (a BDAT message need not end in a line end). A file belongs
  /// to whoever receives this value: to be kept or removed.
  public var content: MessageContent

  public init(traceID: TraceID, client: ClientFacts, envelope: Envelope, content: MessageContent) {
    self.traceID = traceID
    self.client = client
    self.envelope = envelope
    self.content = content
  }
}
