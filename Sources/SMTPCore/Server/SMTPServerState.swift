import MailTypes

extension SMTPServerSession {
  /// Where the conversation stands.
  enum State {
    case proxyHeader(ProxyHeaderReader)
    case decidingConnection
    /// No transaction is open.
    case ready
    case authenticating(AuthenticationExchange)
    case decidingAuthentication(user: String)
    case startingTLS
    case decidingMail(Envelope, declaredSize: Int?)
    case transaction(Transaction)
    case decidingRecipient(Transaction, Envelope.Recipient)
    case data(Transaction, MessageDataReader)
    case chunk(Chunk)
    case decidingMessage(Envelope)
    case closed
  }

  /// A transaction from the accepted MAIL on.
  struct Transaction {
    var envelope: Envelope
    /// Set from DATA or the first BDAT on.
    var intake: MessageIntake?
  }

  /// What the client called itself, and how.
  enum Hello {
    case none
    case basic
    case extended
  }

  /// The part of a conversation a command may stand in.
  struct Phase: OptionSet {
    let rawValue: Int
    static let unheard = Phase(rawValue: 1)
    static let ready = Phase(rawValue: 2)
    static let transaction = Phase(rawValue: 4)
    /// Between two BDAT of one message (RFC 3030 §2).
    static let chunking = Phase(rawValue: 8)
    static let any: Phase = [.unheard, .ready, .transaction, .chunking]
  }

  var phase: Phase {
    switch state {
    case .transaction(let transaction): transaction.intake == nil ? .transaction : .chunking
    default: hello == .none ? .unheard : .ready
    }
  }

  /// The envelope of the open transaction.
  var openEnvelope: Envelope? {
    switch state {
    case .decidingMail(let envelope, _), .decidingMessage(let envelope): envelope
    case .transaction(let transaction), .decidingRecipient(let transaction, _), .data(let transaction, _): transaction.envelope
    case .chunk(let chunk): chunk.transaction?.envelope
    case .proxyHeader, .decidingConnection, .ready, .authenticating, .decidingAuthentication, .startingTLS, .closed: nil
    }
  }
}
