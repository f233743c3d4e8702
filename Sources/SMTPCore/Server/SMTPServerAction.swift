public import MailTypes

extension SMTPServerSession {
  /// What the session wants done, one thing at a time and in this order. Where it asks, it waits for the answer.
  public enum Action: Sendable {
    case reply(SMTPReply)
    /// A reply that goes to the log too. `recipient` is set where it is about one.
    case refuse(Refusal, recipient: EmailAddress?)

    /// Asks for `connectionDecided(_:)`.
    case decideConnection
    /// Asks for `mailDecided(_:)`.
    case decideMail(ReversePath, declaredSize: Int?)
    /// Asks for `recipientDecided(_:)`. The envelope holds the recipients accepted so far.
    case decideRecipient(Envelope.Recipient, Envelope)
    /// Asks for `authenticationDecided(_:)`. Neither value may be logged.
    case authenticate(user: String, password: [UInt8])
    /// Asks for `tlsEstablished(_:)`. The reply was handed out before; the next octet on the wire is the client's handshake.
    case startTLS

    /// The content of a message follows.
    case beginMessage
    case appendMessage([UInt8])
    /// The message begun is void: whatever was kept of it can go.
    case discardMessage
    /// The message is whole. Asks for `messageDecided(_:)`.
    case finishMessage(Envelope)

    /// Nothing follows.
    case close
  }
}
