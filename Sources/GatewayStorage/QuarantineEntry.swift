public import FilterPolicy
public import InternetMessage
public import MailTypes

/// A copy of a message that was kept back from its recipients, with what is needed to send it on after all.
public struct QuarantineEntry: Hashable, Sendable {
  public let key: CopyKey
  /// Never empty.
  public var recipients: [Envelope.Recipient]
  public var reason: QuarantineReason
  /// `nil` where none was reached.
  public var verdict: Verdict?
  public var sender: ReversePath
  /// Decoded, for lists; content, so never logged.
  public var subject: String
  /// Where a released copy goes, and the edits it goes with.
  public var nextHop: NextHop
  public var edits: HeaderEdits
  public var mayNotifySender: Bool
  /// UTC microseconds, as are all times here.
  public var quarantinedAt: Int64
  /// Deleted for good at the first retention run after this time.
  public var expiresAt: Int64
  /// When a copy was first released; the entry stays until it expires.
  public var releasedAt: Int64?
  /// The last reply of the next hop, for what was undeliverable.
  public var detail: String

  public init(
    key: CopyKey, recipients: [Envelope.Recipient], reason: QuarantineReason, verdict: Verdict? = nil, sender: ReversePath,
    subject: String = "", nextHop: NextHop, edits: HeaderEdits, mayNotifySender: Bool = false, quarantinedAt: Int64,
    expiresAt: Int64, releasedAt: Int64? = nil, detail: String = ""
  ) {
    self.key = key
    self.recipients = recipients
    self.reason = reason
    self.verdict = verdict
    self.sender = sender
    self.subject = subject
    self.nextHop = nextHop
    self.edits = edits
    self.mayNotifySender = mayNotifySender
    self.quarantinedAt = quarantinedAt
    self.expiresAt = expiresAt
    self.releasedAt = releasedAt
    self.detail = detail
  }
}

/// Why a copy is in quarantine: the `QuarantineTypes` of eop-spec §6.1, and two of Martlet's own.
public enum QuarantineReason: String, Hashable, Sendable, Codable, CaseIterable {
  case bulk = "Bulk"
  case spam = "Spam"
  case phish = "Phish"
  case highConfidencePhish = "HighConfPhish"
  case malware = "Malware"
  case fileTypeBlock = "FileTypeBlock"
  case transportRule = "TransportRule"
  case dataLossPrevention = "DataLossPrevention"
  /// The scanner died, hung or ran out of memory over this message alone.
  case unscannable = "Unscannable"
  /// No next hop took it, and its sender cannot be held to be real: no report is sent, nothing is lost.
  case undeliverable = "Undeliverable"
}
