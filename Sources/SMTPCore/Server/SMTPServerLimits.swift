/// What one SMTP server session allows. Every limit has a reply that names it.
public struct SMTPServerLimits: Hashable, Sendable {
  /// Recipients of one transaction, then `452 4.5.3`. RFC 5321 §4.5.3.1.8 asks for at least 100.
  public var recipients = 1000
  /// Octets of one message, then `552 5.3.4`; announced as SIZE (RFC 1870). 35 MiB carry 25 MiB of attachments in base64.
  public var messageSize = 36_700_160
  /// Octets of a message's header section, then `552 5.3.4`. Real headers stay below 64 KiB.
  public var headerSize = 262_144
  /// Commands not understood, out of order or too long, then `421 4.7.0`.
  public var errors = 20
  /// Failed log-ins on one connection, then `421 4.7.0`: a person mistypes twice, a guesser does not stop.
  public var failedAuthentications = 5
  /// Recipients refused for good on one connection, then `421 4.7.0`: a list sender has some, a harvester has many.
  public var refusedRecipients = 100
  /// Commands since the connection began or the last message was taken, other than MAIL, RCPT, DATA and BDAT, then `421 4.7.0`.
  public var commandsWithoutMail = 100

  public init() {}
}
