public import MailTypes

/// One SMTP or LMTP conversation, seen from the server, as a value: octets and decisions in, actions out, no I/O.
///
/// After every event, `next()` is called until it gives `nil`. It gives `nil` where more octets or an open decision are
/// needed; `isWaitingForDecision` tells which, so that nothing is read from the client meanwhile.
public struct SMTPServerSession: Sendable {
  let configuration: SMTPServerConfiguration
  var state: State
  var input = SMTPInput()
  var hello = Hello.none
  /// The connection's facts, as PROXY and XCLIENT have set them.
  var connection: ClientFacts
  /// What XFORWARD said about the next message.
  var forwarded: ForwardedFacts?
  var mayUseXCLIENT = false
  var mayUseXFORWARD = false
  /// XCLIENT gave the client's greeting name: the proxy's own EHLO leaves it.
  var isHeloFixed = false
  /// A command was understood: from now on, rubbish is an error, not a stranger.
  var hasSpokenSMTP = false
  var counts = Counts()

  private var actions = ActionQueue()
  private var farewell: Farewell?
  private var isInputClosed = false

  struct Counts {
    var errors = 0
    var refusedRecipients = 0
    var failedAuthentications = 0
    var commandsWithoutMail = 0
  }

  /// Why the conversation ends as soon as it may.
  private struct Farewell {
    let refusal: Refusal
    /// An open transaction is finished first.
    let sparesTransaction: Bool
  }

  /// `client` has address, port and listener of the connection itself.
  public init(_ configuration: SMTPServerConfiguration, client: ClientFacts) {
    self.configuration = configuration
    connection = client
    state = .closed
    if let networks = configuration.proxyNetworks {
      awaitProxyHeader(from: networks)
    } else {
      decideConnection()
    }
  }

  /// The client as the delegate and the log see it now.
  public var client: ClientFacts {
    var facts = connection
    facts.transmissionType = transmissionType
    return forwarded?.applied(to: facts) ?? facts
  }

  /// The sender of the open transaction.
  public var reversePath: ReversePath? { openEnvelope?.reversePath }

  public var isWaitingForDecision: Bool {
    switch state {
    case .decidingConnection, .decidingAuthentication, .startingTLS, .decidingMail, .decidingRecipient, .decidingMessage: true
    case .proxyHeader, .ready, .authenticating, .transaction, .data, .chunk, .closed: false
    }
  }

  /// True from `354` or the first BDAT until the message is whole.
  public var isReceivingMessage: Bool {
    switch state {
    case .data, .chunk: true
    case .transaction(let transaction): transaction.intake != nil
    default: false
    }
  }

  // MARK: Events

  /// Octets have come in.
  public mutating func receive(_ bytes: [UInt8]) {
    if case .closed = state { return }
    input.append(bytes)
  }

  /// The client will send no more, but still listens.
  public mutating func inputClosed() {
    isInputClosed = true
  }

  /// The process is going down: an open transaction is finished, then the conversation ends.
  public mutating func drain() {
    let refusal = Refusal(421, EnhancedStatusCode(4, 3, 2), "\(configuration.hostname) shutting down, try again later")
    farewell = farewell ?? Farewell(refusal: refusal, sparesTransaction: true)
  }

  /// A limit of time was reached: `what` names it. An open decision is still waited for.
  public mutating func timedOut(_ what: String) {
    let refusal = Refusal(421, EnhancedStatusCode(4, 4, 2), "Timed out: \(what)")
    farewell = Farewell(refusal: refusal, sparesTransaction: false)
  }

  /// The content of the message coming in cannot be kept: it is swallowed, and answered so.
  public mutating func contentFailed(_ refusal: Refusal) {
    switch state {
    case .data(var transaction, let reader):
      refuseContent(of: &transaction, refusal)
      state = .data(transaction, reader)
    case .chunk(var chunk):
      if var transaction = chunk.transaction {
        refuseContent(of: &transaction, refusal)
        chunk.transaction = transaction
        state = .chunk(chunk)
      }
    case .transaction(var transaction) where transaction.intake != nil:
      refuseContent(of: &transaction, refusal)
      state = .transaction(transaction)
    default: break
    }
  }

  // MARK: Actions

  /// The next thing to do; `nil` where an event has to come first.
  public mutating func next() -> Action? {
    while true {
      if let action = actions.popFirst() { return action }
      guard advance() else { return nil }
    }
  }

  /// Takes one step where one can be taken.
  private mutating func advance() -> Bool {
    if leave() { return true }
    switch state {
    case .closed: return false
    case .proxyHeader(let reader): return readProxyHeader(reader) || endOfInput()
    case .ready, .transaction: return readCommand() || endOfInput()
    case .authenticating(let exchange): return readAuthentication(exchange) || endOfInput()
    case .data(let transaction, let reader): return readData(transaction, reader) || endOfInput()
    case .chunk(let chunk): return readChunk(chunk) || endOfInput()
    case .decidingConnection, .decidingAuthentication, .startingTLS, .decidingMail, .decidingRecipient, .decidingMessage:
      return false
    }
  }

  private mutating func leave() -> Bool {
    guard let farewell, !isWaitingForDecision else { return false }
    switch state {
    case .closed: return false
    case .data, .chunk, .transaction: if farewell.sparesTransaction { return false }
    default: break
    }
    refuse(farewell.refusal)
    close()
    return true
  }

  private mutating func endOfInput() -> Bool {
    if isInputClosed { close() }
    return isInputClosed
  }

  mutating func emit(_ action: Action) {
    actions.append(action)
  }

  mutating func reply(_ code: Int, _ enhanced: EnhancedStatusCode? = nil, _ text: String) {
    emit(.reply(SMTPReply(code, enhanced, text)))
  }

  mutating func refuse(_ refusal: Refusal, recipient: EmailAddress? = nil) {
    emit(.refuse(refusal, recipient: recipient))
  }

  /// Refuses, and counts it against the client: a session that goes on like that is cut.
  mutating func fail(_ code: Int, _ enhanced: EnhancedStatusCode, _ text: String) {
    refuse(Refusal(code, enhanced, text))
    counts.errors += 1
    closeIfOver(counts.errors, configuration.limits.errors, "errors")
  }

  /// `421 4.7.0` where `count` has reached `limit`.
  mutating func closeIfOver(_ count: Int, _ limit: Int, _ what: String) {
    guard count >= limit else { return }
    if case .closed = state { return }
    refuse(
      Refusal(421, EnhancedStatusCode(4, 7, 0), "Too many \(what) (\(limit)), closing", cause: "limit of \(what): \(limit)"))
    close()
  }

  /// Ends the conversation; a message that was begun is void.
  mutating func close() {
    discardOpenMessage()
    emit(.close)
    state = .closed
    input.removeAll()
  }

  /// Tells that what was handed out of an unfinished message is void, once.
  mutating func discardOpenMessage() {
    let intake: MessageIntake? =
      switch state {
      case .transaction(let transaction), .data(let transaction, _): transaction.intake
      case .chunk(let chunk): chunk.transaction?.intake
      default: nil
      }
    if let intake, intake.refusal == nil { emit(.discardMessage) }
  }
}
