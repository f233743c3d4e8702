public import FilterPolicy
public import GatewayStorage
public import MailTypes

/// A recipient's row of a search, as `/api/v1/trace` shows it.
public struct TraceListingDocument: Hashable, Sendable, Codable {
  public var traceID: TraceID
  public var organization: String
  public var received: UTCTime
  /// Empty for a report.
  public var sender: ReversePath
  public var recipient: EmailAddress
  public var status: TraceStatus
  public var subject: String
  public var messageID: String
  public var client: IPAddress
  /// Octets of the message as it was received.
  public var size: Int

  public init(_ listing: TraceListing) {
    traceID = listing.message.key.traceID
    organization = listing.message.key.organization
    received = UTCTime(microseconds: listing.message.receivedAt)
    sender = listing.message.sender
    recipient = listing.recipient
    status = listing.status
    subject = listing.message.subject
    messageID = listing.message.messageID
    client = listing.message.client
    size = listing.message.size
  }
}

/// `{"items": […], "next": "…"}`: a page of a search, the newest first.
public struct TraceListDocument: Hashable, Sendable, Codable {
  public var items: [TraceListingDocument]
  /// Given as `after`, it asks for the next page; `nil` on the last.
  public var next: String?

  public init(items: [TraceListingDocument], next: String?) {
    self.items = items
    self.next = next
  }
}

/// One organization's part of a traced message, with everything that is still known of it.
public struct TraceDocument: Hashable, Sendable, Codable {
  public var traceID: TraceID
  public var organization: String
  public var received: UTCTime
  public var client: IPAddress
  public var helo: String
  public var user: String?
  public var sender: ReversePath
  public var size: Int
  public var subject: String
  public var messageID: String
  /// `nil` where the message was not scanned, or its findings are kept no more.
  public var findings: Findings?
  public var recipients: [Recipient]

  public struct Recipient: Hashable, Sendable, Codable {
    public var address: EmailAddress
    public var status: TraceStatus
    /// Of the policies that judged.
    public var revision: Int64?
    public var judgedAt: UTCTime?
    public var context: EvaluationContext?
    public var decision: Decision?
    /// What would be decided by the policies and lists in force now, with what would change that; only in an explanation.
    public var today: Decision?
    /// In the order they happened.
    public var events: [Event]
  }

  public struct Event: Hashable, Sendable, Codable {
    public var time: UTCTime
    public var event: TraceEvent.Kind
    public var detail: String
  }

  /// - Throws: `StoreError` where what is stored cannot be read.
  public init(_ trace: MessageTrace) throws(StoreError) {
    let message = trace.message
    traceID = message.key.traceID
    organization = message.key.organization
    received = UTCTime(microseconds: message.receivedAt)
    client = message.client
    helo = message.helo
    user = message.user
    sender = message.sender
    size = message.size
    subject = message.subject
    messageID = message.messageID
    findings = try trace.findings?.value()
    recipients = []
    for recipient in trace.recipients { recipients.append(try Recipient(recipient, receivedAt: message.receivedAt)) }
  }
}

extension TraceDocument.Recipient {
  fileprivate init(_ recipient: TracedRecipient, receivedAt: Int64) throws(StoreError) {
    let judgement = try recipient.judgement?.value()
    let received = TraceEvent(time: receivedAt, kind: .receive)
    self.init(
      address: recipient.address, status: recipient.status, revision: recipient.revision, judgedAt: judgement?.judgedAt,
      context: judgement?.context, decision: judgement?.decision,
      events: ([received] + recipient.events).map {
        TraceDocument.Event(time: UTCTime(microseconds: $0.time), event: $0.kind, detail: $0.detail)
      })
  }
}

extension TraceDocument {
  /// Judges each copy again by what is in force now. Nothing is changed where nothing was found, or it is kept no more.
  mutating func explain(under snapshot: PolicySnapshot) {
    guard let findings else { return }
    for index in recipients.indices {
      guard let context = recipients[index].context, let judgedAt = recipients[index].judgedAt else { continue }
      recipients[index].today = evaluate(
        findings, context: context, snapshot: snapshot, recipient: recipients[index].address, now: judgedAt,
        counterfactuals: .all)
    }
  }
}

/// `{"items": […]}`: the parts of a message, one for each organization.
public struct TracesDocument: Hashable, Sendable, Codable {
  public var items: [TraceDocument]
}
