public import FilterPolicy
public import GatewayStorage
public import MailTypes

/// A quarantined copy of a message, as `/api/v1/quarantine` shows it.
public struct QuarantineDocument: Hashable, Sendable, Codable {
  public var id: QueueID
  public var traceID: TraceID
  public var organization: String
  public var reason: QuarantineReason
  public var verdict: Verdict?
  /// Empty for a report.
  public var sender: ReversePath
  public var recipients: [EmailAddress]
  public var subject: String
  public var nextHop: NextHop
  public var quarantinedAt: UTCTime
  public var expiresAt: UTCTime
  public var releasedAt: UTCTime?
  /// The last reply of the next hop, for what was undeliverable.
  public var detail: String

  public init(_ entry: QuarantineEntry) {
    id = entry.key.id
    traceID = entry.key.traceID
    organization = entry.key.organization
    reason = entry.reason
    verdict = entry.verdict
    sender = entry.sender
    recipients = entry.recipients.map(\.address)
    subject = entry.subject
    nextHop = entry.nextHop
    quarantinedAt = UTCTime(microseconds: entry.quarantinedAt)
    expiresAt = UTCTime(microseconds: entry.expiresAt)
    releasedAt = entry.releasedAt.map(UTCTime.init(microseconds:))
    detail = entry.detail
  }
}

/// `{"items": […]}`: a page of the quarantine, the newest first.
public struct QuarantineListDocument: Hashable, Sendable, Codable {
  public var items: [QuarantineDocument]
}
