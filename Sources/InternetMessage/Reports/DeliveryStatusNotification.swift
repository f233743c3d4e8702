public import MailTypes

/// A delivery status notification (RFC 3461–3464, RFC 6533): what the sender of a message is told about its recipients.
/// Always returns the header alone, never the body: the sender has the message, and others must not get it.
public struct DeliveryStatusNotification: Hashable, Sendable {
  /// What happened to a recipient (RFC 3464 §2.3.3).
  public enum Action: String, Hashable, Sendable, CaseIterable {
    case failed
    case delayed
    case delivered
    /// Handed to a host that does not promise to report.
    case relayed
  }

  public struct Recipient: Hashable, Sendable {
    public var address: EmailAddress
    /// `ORCPT`, decoded: `rfc822;user@example.org`.
    public var originalRecipient: String?
    public var action: Action
    public var status: EnhancedStatusCode
    /// The host that answered, where one did.
    public var remoteHost: String?
    /// What it answered, or what we know in its stead.
    public var reply: SMTPReply?
    public var lastAttempt: UTCTime?
    /// Until when a delayed message is tried.
    public var retriedUntil: UTCTime?

    public init(
      _ address: EmailAddress, originalRecipient: String? = nil, action: Action, status: EnhancedStatusCode,
      remoteHost: String? = nil, reply: SMTPReply? = nil, lastAttempt: UTCTime? = nil, retriedUntil: UTCTime? = nil
    ) {
      self.address = address
      self.originalRecipient = originalRecipient
      self.action = action
      self.status = status
      self.remoteHost = remoteHost
      self.reply = reply
      self.lastAttempt = lastAttempt
      self.retriedUntil = retriedUntil
    }
  }

  /// Octets of the original header that are returned. Enough for every trace line of an honest message, and no way to
  /// mail a large text to somebody through us.
  public static let headerLimit = 16 * 1024

  /// This host, as `Reporting-MTA` and in Message-ID.
  public var hostname: String
  /// `postmaster` of this host, usually. The reverse-path of the report is null all the same (RFC 3461 §6.1).
  public var from: EmailAddress
  /// The reverse-path of the original message.
  public var to: EmailAddress
  /// `ENVID` of the original.
  public var envelopeID: String?
  public var arrival: UTCTime
  public var date: UTCTime
  /// Makes Message-ID and boundary unique: a queue id.
  public var id: String
  /// At least one.
  public var recipients: [Recipient]
  /// The original, or its leading part with the whole header block.
  public var original: [UInt8]

  public init(
    hostname: String, from: EmailAddress, to: EmailAddress, envelopeID: String? = nil, arrival: UTCTime, date: UTCTime,
    id: String,
    recipients: [Recipient], original: [UInt8]
  ) {
    self.hostname = hostname
    self.from = from
    self.to = to
    self.envelopeID = envelopeID
    self.arrival = arrival
    self.date = date
    self.id = id
    self.recipients = recipients
    self.original = original
  }

  /// True where the report can only be sent with SMTPUTF8: an address in it has letters beyond ASCII (RFC 6533 §3).
  public var needsSMTPUTF8: Bool {
    to.needsSMTPUTF8 || from.needsSMTPUTF8 || recipients.contains { $0.address.needsSMTPUTF8 }
  }
}
