public import MailTypes

/// Decides for the SMTP and LMTP server: who may connect, send, be sent to, and what becomes of a message. One value
/// serves all connections at the same time; of one connection, one question is open at a time.
public protocol SMTPServerDelegate: Sendable {
  /// Before the banner, and again when XCLIENT names another client. A refusal is sent instead of the banner, and the
  /// connection is closed.
  func connectionOpened(_ client: ClientFacts) -> Deferred<Refusal?>

  /// `declaredSize` is the SIZE parameter in octets (RFC 1870), already held against the listener's own limit.
  func mailFrom(_ path: ReversePath, declaredSize: Int?, client: ClientFacts) -> Deferred<Refusal?>

  /// `envelope` holds the recipients accepted so far. `postmaster` without a domain arrives as `postmaster@<hostname>`.
  func recipient(_ recipient: Envelope.Recipient, envelope: Envelope, client: ClientFacts) -> Deferred<Refusal?>

  /// Asked under TLS only; `nil` where user and password are right. `user` is UTF-8 without control characters; neither
  /// value may be logged by the delegate.
  func authenticate(user: String, password: [UInt8], client: ClientFacts) async -> Refusal?

  /// The path of a file that does not exist yet, for a message too large for memory. Called on an event loop: names
  /// the file only. The server creates it (mode 0600) and removes it if the message is aborted.
  /// - Throws: whatever keeps a file from being made; the message is then answered `451 4.3.0`.
  func makeContentFile() throws -> String

  /// Called once per whole message. Returns when the message is safe or refused.
  /// - Returns: one reply; on an LMTP listener one per recipient, in order (a single one stands for all of them).
  func messageReceived(_ message: ReceivedMessage) async -> [SMTPReply]
}
