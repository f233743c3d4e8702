public import FilterPolicy
public import MailTypes

/// What is told of one organization's part of a message, long after the message itself has gone: who sent it, what was found,
/// and for each recipient what was decided and what came of it. Nothing in it is about recipients of another organization.
public struct MessageTrace: Hashable, Sendable {
  public var message: TracedMessage
  /// `nil` before the scan, for what was refused unread, and once `trace.findingsDays` have passed.
  public var findings: StoredForm<Findings>?
  /// Each address once.
  public var recipients: [TracedRecipient]

  public init(message: TracedMessage, findings: StoredForm<Findings>? = nil, recipients: [TracedRecipient]) {
    self.message = message
    self.findings = findings
    self.recipients = recipients
  }
}

/// What names a trace. The organisation leads, as in `CopyKey`.
public struct TraceKey: Hashable, Sendable {
  public let organization: String
  public let traceID: TraceID

  public init(organization: String, traceID: TraceID) {
    self.organization = organization
    self.traceID = traceID
  }
}

/// What all recipients of a traced message share.
public struct TracedMessage: Hashable, Sendable {
  public let key: TraceKey
  /// UTC microseconds.
  public var receivedAt: Int64
  public var client: IPAddress
  public var helo: String
  public var user: String?
  public var sender: ReversePath
  /// Octets.
  public var size: Int
  /// Decoded and cut to `subjectLimit`; empty where `trace.subjects` is off. Content, so never logged.
  public var subject: String
  /// With its angle brackets, cut to `messageIDLimit`; empty where there is none.
  public var messageID: String

  /// Characters (eop-spec §11.4).
  public static let subjectLimit = 256
  /// Octets: a line has at most 998 (RFC 5322 §2.1.1).
  public static let messageIDLimit = 998

  public init(
    key: TraceKey, receivedAt: Int64, client: IPAddress, helo: String = "", user: String? = nil, sender: ReversePath,
    size: Int = 0, subject: String = "", messageID: String = ""
  ) {
    self.key = key
    self.receivedAt = receivedAt
    self.client = client
    self.helo = helo
    self.user = user
    self.sender = sender
    self.size = size
    self.subject = String(subject.prefix(TracedMessage.subjectLimit))
    self.messageID = String(decoding: messageID.utf8.prefix(TracedMessage.messageIDLimit), as: UTF8.self)
  }
}

/// One recipient of a traced message.
public struct TracedRecipient: Hashable, Sendable {
  public var address: EmailAddress
  public var status: TraceStatus
  /// The revision of the policies that judged; `nil` where nothing did.
  public var revision: Int64?
  public var judgement: StoredForm<TracedJudgement>?
  /// In the order they happened. `Receive` is not stored: the message says when.
  public var events: [TraceEvent]

  public init(
    address: EmailAddress, status: TraceStatus, revision: Int64? = nil, judgement: StoredForm<TracedJudgement>? = nil,
    events: [TraceEvent] = []
  ) {
    self.address = address
    self.status = status
    self.revision = revision
    self.judgement = judgement
    self.events = events
  }
}

/// What `evaluate` was given beside findings and policies, and what it said: enough to ask again.
public struct TracedJudgement: Hashable, Sendable, Codable {
  public var context: EvaluationContext
  public var judgedAt: UTCTime
  public var decision: Decision

  public init(context: EvaluationContext, judgedAt: UTCTime, decision: Decision) {
    self.context = context
    self.judgedAt = judgedAt
    self.decision = decision
  }
}

/// What happened to one recipient of a traced message later.
public struct TraceUpdate: Hashable, Sendable {
  public var key: TraceKey
  public var recipient: EmailAddress
  /// `nil` where it stays as it was.
  public var status: TraceStatus?
  public var event: TraceEvent

  public init(key: TraceKey, recipient: EmailAddress, status: TraceStatus?, event: TraceEvent) {
    self.key = key
    self.recipient = recipient
    self.status = status
    self.event = event
  }
}
