/// What SMTP says about a message beside its bytes: who it is from, for whom, and how it may be handled.
public struct Envelope: Hashable, Sendable, Codable {
  public var reversePath: ReversePath
  public var recipients: [Recipient]
  /// `BODY=8BITMIME` was given (RFC 6152).
  public var is8BitMIME: Bool
  /// `SMTPUTF8` was given (RFC 6531 §3.4).
  public var isSMTPUTF8: Bool
  public var notificationReturn: NotificationReturn?
  /// `ENVID`, decoded from xtext (RFC 3461 §4.4); at most 100 characters.
  public var envelopeID: String?

  public init(
    reversePath: ReversePath, recipients: [Recipient] = [], is8BitMIME: Bool = false, isSMTPUTF8: Bool = false,
    notificationReturn: NotificationReturn? = nil, envelopeID: String? = nil
  ) {
    self.reversePath = reversePath
    self.recipients = recipients
    self.is8BitMIME = is8BitMIME
    self.isSMTPUTF8 = isSMTPUTF8
    self.notificationReturn = notificationReturn
    self.envelopeID = envelopeID
  }

  /// One `RCPT TO` with its DSN parameters (RFC 3461 §4.1–4.2).
  public struct Recipient: Hashable, Sendable, Codable {
    public var address: EmailAddress
    /// `nil` where NOTIFY was not given: failures are reported, delays may be.
    public var notify: Notify?
    /// `ORCPT` as given, decoded: `rfc822;user@example.org`.
    public var originalRecipient: String?

    public init(_ address: EmailAddress, notify: Notify? = nil, originalRecipient: String? = nil) {
      self.address = address
      self.notify = notify
      self.originalRecipient = originalRecipient
    }
  }

  /// `NOTIFY` (RFC 3461 §4.1). Empty means `NEVER`.
  public struct Notify: OptionSet, Hashable, Sendable, Codable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let success = Notify(rawValue: 1)
    public static let failure = Notify(rawValue: 2)
    public static let delay = Notify(rawValue: 4)
    public static let never: Notify = []
  }

  /// `RET` (RFC 3461 §4.3).
  public enum NotificationReturn: String, Hashable, Sendable, Codable {
    case full
    case headers
  }
}
