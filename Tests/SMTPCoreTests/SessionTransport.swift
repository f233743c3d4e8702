import MailTypes
import MartletTestKit
import SMTPCore

/// A client's connection to a session in the same process, with the policy of the dialogues behind it.
struct SessionTransport: DialogueTransport {
  /// How octets reach the session: as written, or one at a time.
  enum Feeding: CaseIterable {
    case whole
    case single
  }

  private(set) var session: SMTPServerSession
  /// The whole messages that were handed over, and nothing of those refused.
  private(set) var messages: [(envelope: Envelope, content: [UInt8])] = []
  /// As `ClientFacts` stood when each message was whole.
  private(set) var clients: [ClientFacts] = []
  /// Everything the server said.
  private(set) var transcript: [UInt8] = []

  private let policy = DialoguePolicy()
  private let feeding: Feeding
  private let isLMTP: Bool
  private var content: [UInt8]?
  private var unread: [UInt8] = []
  private var hasClosed = false
  private var wantsTLS = false
  private var isConnectionOpen = false

  init(_ configuration: SMTPServerConfiguration, client: ClientFacts, feeding: Feeding, isEarly: Bool = false) {
    session = SMTPServerSession(configuration, client: client)
    isLMTP = configuration.isLMTP
    self.feeding = feeding
    // An early talker is one whose octets are there before the connection is judged.
    if !isEarly { pump() }
  }

  mutating func send(_ bytes: [UInt8]) {
    switch feeding {
    case .whole:
      session.receive(bytes)
      pump()
    case .single where !isConnectionOpen:
      session.receive(bytes)
      pump()
    case .single:
      for byte in bytes {
        session.receive([byte])
        pump()
      }
    }
  }

  mutating func receiveLine() -> String? {
    guard let end = unread.firstIndex(of: 0x0A) else { return nil }
    defer { unread.removeSubrange(...end) }
    return String(decoding: unread[..<end].filter { $0 != 0x0D }, as: UTF8.self)
  }

  enum Failure: Error {
    case serverDoesNotWaitForTLS
  }

  mutating func startTLS() throws {
    guard wantsTLS else { throw Failure.serverDoesNotWaitForTLS }
    wantsTLS = false
    session.tlsEstablished(ClientFacts.TLS(version: "TLSv1.3"))
    pump()
  }

  mutating func shut() {
    session.inputClosed()
    pump()
  }

  var hasEnded: Bool { hasClosed && unread.isEmpty }

  mutating func isClosed() -> Bool { hasEnded }

  mutating func timeOut(_ what: String) {
    session.timedOut(what)
    pump()
  }

  mutating func drain() {
    session.drain()
    pump()
  }

  mutating func failContent() {
    session.contentFailed(Refusal(451, EnhancedStatusCode(4, 3, 0), "No room", cause: "test"))
    pump()
  }

  private mutating func pump() {
    while let action = session.next() { perform(action) }
  }

  private mutating func perform(_ action: SMTPServerSession.Action) {
    switch action {
    case .reply(let reply): say(reply)
    case .refuse(let refusal, _): say(refusal.reply)
    case .decideConnection:
      isConnectionOpen = true
      session.connectionDecided(nil)
    case .decideMail(let path, _): session.mailDecided(policy.sender(path))
    case .decideRecipient(let recipient, _):
      session.recipientDecided(
        policy.recipient(recipient.address, authenticated: session.client.authenticatedUser != nil))
    case .authenticate(let user, let password):
      session.authenticationDecided(policy.signIn(user: user, password: password))
    case .startTLS: wantsTLS = true
    case .beginMessage: content = []
    case .appendMessage(let bytes): content?.append(contentsOf: bytes)
    case .discardMessage: content = nil
    case .finishMessage(let envelope): finish(envelope)
    case .close: hasClosed = true
    }
  }

  private mutating func finish(_ envelope: Envelope) {
    if let content { messages.append((envelope, content)) }
    clients.append(session.client)
    content = nil
    session.messageDecided(policy.replies(to: envelope, isLMTP: isLMTP))
  }

  private mutating func say(_ reply: SMTPReply) {
    reply.write(to: &unread)
    reply.write(to: &transcript)
  }
}
