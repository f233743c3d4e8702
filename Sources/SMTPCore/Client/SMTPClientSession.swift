public import MailTypes

/// The client's side of one SMTP or LMTP connection, as a value: what happens goes in, what to do comes out. It opens no
/// connection and keeps no time; `phase` says what is waited for, and the caller knows how long that may take.
///
/// Greeting, EHLO (HELO where that is refused), STARTTLS where wanted and offered, then any number of transactions, QUIT.
public struct SMTPClientSession: Sendable {
  public enum Flavor: Hashable, Sendable {
    case smtp
    /// RFC 2033: LHLO, and one reply for each recipient after the content.
    case lmtp
  }

  public struct Configuration: Hashable, Sendable {
    public var flavor: Flavor
    /// Said in EHLO or LHLO.
    public var clientName: DomainName
    public var tls: NextHop.TLSPolicy
    /// A message declared as 8BITMIME goes only where that is offered (RFC 6152 §3); otherwise it goes as it is.
    public var requiresEightBitMIME: Bool

    public init(
      flavor: Flavor = .smtp, clientName: DomainName, tls: NextHop.TLSPolicy, requiresEightBitMIME: Bool = false
    ) {
      self.flavor = flavor
      self.clientName = clientName
      self.tls = tls
      self.requiresEightBitMIME = requiresEightBitMIME
    }
  }

  public enum Action: Hashable, Sendable {
    case send([UInt8])
    /// Begin the handshake, then call `tlsEstablished()`.
    case startTLS
    /// A transaction may begin.
    case ready
    /// Send the content through an `SMTPDataWriter`, its end included, then call `contentSent()`.
    case sendContent
    case finished(SMTPTransactionResult)
    /// No transaction can begin on this connection, for the reason given.
    case failed(SMTPReply)
    case close
  }

  /// What the client waits for, as RFC 5321 §4.5.3.2 gives each its time.
  public enum Phase: Hashable, Sendable {
    case greeting, hello, startTLS, handshake, idle, mail, recipient, dataInitiation, dataBlock, dataTermination, quit, closed
  }

  private enum State: Sendable {
    case greeting
    case hello(isFallback: Bool)
    case startTLS
    case handshake
    case idle
    case exchange(SMTPClientExchange)
    case quitting
    case closed
  }

  private let configuration: Configuration
  private var state = State.greeting
  private var reader = SMTPReplyReader()
  private var isProtected = false
  private var needsReset = false

  /// As the last EHLO or LHLO gave them.
  public private(set) var capabilities = SMTPCapabilities()

  /// Whole replies so far: what a time limit goes by, so that single octets now and then do not hold a connection.
  public private(set) var replyCount = 0

  public init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  public var isIdle: Bool {
    if case .idle = state { true } else { false }
  }

  public var phase: Phase {
    switch state {
    case .greeting: .greeting
    case .hello: .hello
    case .startTLS: .startTLS
    case .handshake: .handshake
    case .idle: .idle
    case .exchange(let exchange): exchange.phase
    case .quitting: .quit
    case .closed: .closed
    }
  }

  /// Octets from the server.
  public mutating func receive(_ bytes: some Sequence<UInt8>) -> [Action] {
    var actions: [Action] = []
    var rest = ArraySlice(bytes)
    do throws(SMTPProtocolError) {
      while !rest.isEmpty, phase != .closed, let reply = try reader.read(&rest) {
        if case .startTLS = state, !rest.isEmpty { throw .bytesBehindStartTLS }
        replyCount &+= 1
        actions += try handle(reply)
      }
      if case .handshake = state, !rest.isEmpty { throw .bytesBehindStartTLS }
    } catch {
      actions += fail(error.reply)
    }
    return actions
  }

  /// The handshake is done. Everything learnt before it is forgotten (RFC 3207 §4.2).
  public mutating func tlsEstablished() -> [Action] {
    guard case .handshake = state else { return [] }
    (isProtected, capabilities, reader) = (true, SMTPCapabilities(), SMTPReplyReader())
    return sayHello()
  }

  /// Begins a transaction; only after `ready` or `finished`, while `isIdle`.
  public mutating func begin(_ transaction: SMTPTransaction) -> [Action] {
    guard isIdle else {
      let reply = SMTPReply(451, EnhancedStatusCode(4, 4, 2), "The connection is not ready for a message")
      let replies = transaction.envelope.recipients.map { _ in reply }
      return [.finished(SMTPTransactionResult(replies: replies, mayTryAnotherHost: true))]
    }
    var exchange = SMTPClientExchange(transaction, capabilities: capabilities, configuration)
    let outcome = exchange.start(needsReset: needsReset)
    state = .exchange(exchange)
    return perform(outcome)
  }

  public mutating func contentSent() {
    guard case .exchange(var exchange) = state else { return }
    exchange.contentSent()
    state = .exchange(exchange)
  }

  /// The connection is lost, out of time, or the content cannot be read: `reply` is the answer for all that have none.
  public mutating func fail(_ reply: SMTPReply) -> [Action] {
    defer { state = .closed }
    switch state {
    case .closed: return []
    case .idle, .quitting: return [.close]
    case .exchange(var exchange): return perform(exchange.breakOff(reply))
    case .greeting, .hello, .startTLS, .handshake: return [.failed(reply), .close]
    }
  }

  /// Ends the connection: politely where it is idle (RFC 5321 §4.1.1.10).
  public mutating func quit() -> [Action] {
    guard isIdle else { return fail(SMTPReply(451, EnhancedStatusCode(4, 4, 2), "The connection was closed here")) }
    state = .quitting
    return [.send(SMTPCommandWriter.bytes("QUIT"))]
  }
}

extension SMTPClientSession {
  private mutating func handle(_ reply: SMTPReply) throws(SMTPProtocolError) -> [Action] {
    switch state {
    case .greeting: return reply.code == 220 ? sayHello() : turnedAway(reply)
    case .hello(let isFallback): return helloAnswered(reply, isFallback: isFallback)
    case .startTLS: return startTLSAnswered(reply)
    case .exchange(var exchange):
      let outcome = try exchange.receive(reply)
      state = .exchange(exchange)
      return outcome.map { perform($0) } ?? []
    // RFC 5321 §3.8: a server may say 421 at any time. Anything else nobody asked for.
    case .idle, .quitting: return fail(reply)
    case .handshake, .closed: throw .unexpectedReply(reply)
    }
  }

  private mutating func sayHello() -> [Action] {
    state = .hello(isFallback: false)
    let verb = configuration.flavor == .lmtp ? "LHLO" : "EHLO"
    return [.send(SMTPCommandWriter.bytes("\(verb) \(configuration.clientName)"))]
  }

  private mutating func helloAnswered(_ reply: SMTPReply, isFallback: Bool) -> [Action] {
    if reply.isPositive {
      capabilities = isFallback ? SMTPCapabilities() : SMTPCapabilities(helloReply: reply)
      return secureOrReady()
    }
    // RFC 5321 §3.2: a server that does not know EHLO is asked with HELO.
    guard reply.isPermanentFailure, !isFallback, configuration.flavor == .smtp else { return turnedAway(reply) }
    state = .hello(isFallback: true)
    return [.send(SMTPCommandWriter.bytes("HELO \(configuration.clientName)"))]
  }

  private mutating func secureOrReady() -> [Action] {
    guard !isProtected, configuration.tls != .none else { return becomeReady() }
    if capabilities.contains(.startTLS) {
      state = .startTLS
      return [.send(SMTPCommandWriter.bytes("STARTTLS"))]
    }
    guard configuration.tls == .required else { return becomeReady() }
    return turnedAway(SMTPReply(454, EnhancedStatusCode(4, 7, 4), "TLS is required here, but the next hop does not offer it"))
  }

  private mutating func startTLSAnswered(_ reply: SMTPReply) -> [Action] {
    if reply.code == 220 {
      state = .handshake
      return [.startTLS]
    }
    // RFC 3207 §4.1: the client decides whether to go on. An opportunistic one does.
    guard configuration.tls == .required || reply.code == 421 else { return becomeReady() }
    return turnedAway(
      SMTPReply(454, EnhancedStatusCode(4, 7, 4), "TLS is required here, but the next hop refused it: \(reply)"))
  }

  private mutating func becomeReady() -> [Action] {
    state = .idle
    return [.ready]
  }

  /// The server, or our own policy, ends this before any transaction: said goodbye to, unless it said 421 itself.
  private mutating func turnedAway(_ reply: SMTPReply) -> [Action] {
    let reply = reply.code >= 400 ? reply : SMTPProtocolError.unexpectedReply(reply).reply
    state = reply.code == 421 ? .closed : .quitting
    return [.failed(reply), reply.code == 421 ? .close : .send(SMTPCommandWriter.bytes("QUIT"))]
  }

  private mutating func perform(_ outcome: SMTPClientExchange.Outcome) -> [Action] {
    switch outcome {
    case .send(let bytes): return [.send(bytes)]
    case .sendContent: return [.sendContent]
    case .finished(let result, let isClean):
      state = .idle
      needsReset = !isClean
      return [.finished(result)]
    case .broken(let result):
      state = .closed
      return [.finished(result), .close]
    }
  }
}

extension SMTPClientExchange {
  fileprivate var phase: SMTPClientSession.Phase {
    if isSendingContent { return .dataBlock }
    switch awaitedStep {
    case .mail, .reset, nil: return .mail
    case .recipient: return .recipient
    case .data: return .dataInitiation
    case .content, .contentFor, .emptyContent: return .dataTermination
    }
  }
}
