public import MailTypes

/// What names a copy of a message in the store. The organisation leads, so that a distributed database can shard by it.
public struct CopyKey: Hashable, Sendable {
  public let organization: String
  public let traceID: TraceID
  public let id: QueueID

  public init(organization: String, traceID: TraceID, id: QueueID) {
    self.organization = organization
    self.traceID = traceID
    self.id = id
  }
}
