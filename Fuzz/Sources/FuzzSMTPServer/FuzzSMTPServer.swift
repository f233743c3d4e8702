import CFuzzDriver
import MailTypes
import SMTPCore

/// Any octets from a client: no trap, no message with a bare CR or LF, no message that was refused, and the same
/// conversation however the octets are cut.
///
/// The first octet of an input chooses the listener, so that every extension is reached: bit 0 LMTP, 1 TLS is there
/// already, 2 AUTH, 3 XCLIENT and XFORWARD, 4 PROXY, 5 small limits. Inputs are plain text: a seed is easily written by hand.
@main
struct FuzzSMTPServer {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzSMTPServer.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ bytes: [UInt8]) {
    guard let options = bytes.first, let configuration = configuration(options) else { return }
    let input = Array(bytes.dropFirst())
    // STARTTLS is refused where octets stand behind it, which cutting them changes: TLS is switched by option instead.
    let whole = Conversation(configuration, isTLS: options & 2 != 0, chunks: [input])
    let single = Conversation(configuration, isTLS: options & 2 != 0, chunks: input.map { [$0] })
    for message in whole.messages + single.messages { precondition(!holdsBareLineEnd(message)) }
    // Octets in front of a banner are refused, and behind PROXY and XCLIENT comes one: there, cutting matters.
    guard options & 24 == 0 else { return }
    precondition(whole.transcript == single.transcript)
    precondition(whole.messages == single.messages)
  }

  private static func configuration(_ options: UInt8) -> SMTPServerConfiguration? {
    guard let hostname = DomainName("mx.example.org"), let anywhere = IPNetwork("0.0.0.0/0") else { return nil }
    var result = SMTPServerConfiguration(hostname: hostname)
    result.isLMTP = options & 1 != 0
    result.offersTLS = options & 2 != 0
    result.offersAuthentication = options & 4 != 0
    if options & 8 != 0 { (result.xclientNetworks, result.xforwardNetworks) = ([anywhere], [anywhere]) }
    if options & 16 != 0 { result.proxyNetworks = [anywhere] }
    if options & 32 != 0 {
      result.limits.messageSize = 64
      result.limits.headerSize = 32
      result.limits.recipients = 2
      result.limits.commandsWithoutMail = 6
    }
    return result
  }

  private static func holdsBareLineEnd(_ message: [UInt8]) -> Bool {
    var previous: UInt8 = 0
    for byte in message {
      if (byte == 0x0A) != (previous == 0x0D) { return true }
      previous = byte
    }
    return previous == 0x0D
  }
}

/// One session, played to the end of the input.
struct Conversation {
  private(set) var transcript: [UInt8] = []
  private(set) var messages: [[UInt8]] = []
  private var content: [UInt8]?
  private var session: SMTPServerSession

  init(_ configuration: SMTPServerConfiguration, isTLS: Bool, chunks: [[UInt8]]) {
    session = SMTPServerSession(configuration, client: ClientFacts(address: .v4(0x7F00_0001)))
    run()
    if isTLS { startTLS() }
    for chunk in chunks {
      session.receive(chunk)
      run()
    }
    session.inputClosed()
    run()
  }

  private mutating func startTLS() {
    session.receive(Array("EHLO client.example\r\nSTARTTLS\r\n".utf8))
    run()
    session.tlsEstablished(ClientFacts.TLS(version: "TLSv1.3"))
  }

  private mutating func run() {
    while let action = session.next() { perform(action) }
  }

  private mutating func perform(_ action: SMTPServerSession.Action) {
    switch action {
    case .reply(let reply): reply.write(to: &transcript)
    case .refuse(let refusal, _): refusal.reply.write(to: &transcript)
    case .decideConnection: session.connectionDecided(nil)
    case .decideMail(let path, _): session.mailDecided(path == .null ? Refusal(550, EnhancedStatusCode(5, 1, 8), "No") : nil)
    case .decideRecipient(let recipient, _):
      let isRefused = recipient.address.localPart.utf8.first == UInt8(ascii: "n")
      session.recipientDecided(isRefused ? Refusal(550, EnhancedStatusCode(5, 4, 1), "No") : nil)
    case .authenticate(let user, _):
      session.authenticationDecided(user == "a" ? nil : Refusal(535, EnhancedStatusCode(5, 7, 8), "No"))
    case .startTLS, .close: break
    case .beginMessage: content = []
    case .appendMessage(let bytes): content?.append(contentsOf: bytes)
    case .discardMessage: content = nil
    case .finishMessage:
      guard let content else { preconditionFailure("a message ended that had not begun") }
      messages.append(content)
      self.content = nil
      session.messageDecided([SMTPReply(250, EnhancedStatusCode(2, 6, 0), "Taken")])
    }
  }
}
