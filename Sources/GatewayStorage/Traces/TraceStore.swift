public import MailTypes

/// The trace of messages. Rows are written through `QueueStore.apply`, in the transaction of what they tell of. Every method
/// may throw `StoreError`.
public protocol TraceStore: Sendable {
  /// A row for each recipient, the newest first.
  func traces(matching filter: TraceFilter) async throws -> [TraceListing]
  /// Every organization's part of a message, or that of one; sorted by organization.
  func traces(of id: TraceID, organization: String?) async throws -> [MessageTrace]
  /// Messages with their findings, the oldest first, for a replay: those received from `since` on, after `last`. Events are
  /// left out.
  func judgedMessages(
    organization: String?, since: Int64, after last: TracedMessage?, limit: Int
  ) async throws -> [MessageTrace]
  /// How many messages of an organization were received from `since` on, with findings or without.
  func messageCount(organization: String, since: Int64) async throws -> Int
  /// Forgets the traces of messages received before `time` (UTC microseconds), at most `limit`, the oldest first.
  /// - Returns: how many messages.
  func forgetTraces(before time: Int64, limit: Int) async throws -> Int
  /// The same for findings alone.
  func forgetFindings(before time: Int64, limit: Int) async throws -> Int
}

/// A recipient's row of a list.
public struct TraceListing: Hashable, Sendable {
  public var message: TracedMessage
  public var recipient: EmailAddress
  public var status: TraceStatus

  public init(message: TracedMessage, recipient: EmailAddress, status: TraceStatus) {
    self.message = message
    self.recipient = recipient
    self.status = status
  }

  public var cursor: TraceCursor {
    TraceCursor(receivedAt: message.receivedAt, traceID: message.key.traceID, recipient: recipient.key)
  }
}

/// Where a page ends: the next one begins below.
public struct TraceCursor: Hashable, Sendable, CustomStringConvertible {
  /// UTC microseconds.
  public let receivedAt: Int64
  public let traceID: TraceID
  /// The key of an address.
  public let recipient: String

  public init(receivedAt: Int64, traceID: TraceID, recipient: String) {
    self.receivedAt = receivedAt
    self.traceID = traceID
    self.recipient = recipient
  }

  /// Reads what `description` writes.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let time = Int64(parts[0]), let id = TraceID(parts[1]) else { return nil }
    self.init(receivedAt: time, traceID: id, recipient: String(parts[2]))
  }

  public var description: String { "\(receivedAt)/\(traceID)/\(recipient)" }

  var order: (Int64, String, String) { (receivedAt, "\(traceID)", recipient) }
}

/// What a search asks for; `nil` for anything.
public struct TraceFilter: Hashable, Sendable {
  public var organization: String?
  public var sender: AddressPattern?
  public var recipient: AddressPattern?
  /// UTC microseconds; the first is in, the last is not.
  public var since: Int64?
  public var until: Int64?
  public var status: TraceStatus?
  /// With its angle brackets.
  public var messageID: String?
  /// Part of the subject, without regard to the case of ASCII letters.
  public var subject: String?
  public var client: IPAddress?
  public var after: TraceCursor?
  public var limit: Int

  public init(
    organization: String? = nil, sender: AddressPattern? = nil, recipient: AddressPattern? = nil, since: Int64? = nil,
    until: Int64? = nil, status: TraceStatus? = nil, messageID: String? = nil, subject: String? = nil,
    client: IPAddress? = nil, after: TraceCursor? = nil, limit: Int = QueueFilter.defaultLimit
  ) {
    self.organization = organization
    self.sender = sender
    self.recipient = recipient
    self.since = since
    self.until = until
    self.status = status
    self.messageID = messageID
    self.subject = subject
    self.client = client
    self.after = after
    self.limit = limit
  }
}
