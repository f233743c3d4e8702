import CFuzzDriver
import MailTypes
import SMTPCore

/// Any octets from a server: no trap, one reply for each recipient of a message whatever happens, no line sent with a bare CR
/// or LF, no control character taken over from a reply, and the same conversation however lines are cut.
///
/// The first octet of an input chooses the client: bit 0 LMTP, bits 1 and 2 TLS opportunistic and required, 3 a probe instead
/// of a message, 4 an internationalized recipient, 5 the message is large. Inputs are plain text: a seed is easily written.
@main
struct FuzzSMTPClient {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzSMTPClient.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ bytes: [UInt8]) {
    guard let options = bytes.first, let name = DomainName("mx.example.org"), let transaction = transaction(options) else {
      return
    }
    let tls: NextHop.TLSPolicy = options & 4 != 0 ? .required : options & 2 != 0 ? .opportunistic : .none
    let configuration = SMTPClientSession.Configuration(flavor: options & 1 != 0 ? .lmtp : .smtp, clientName: name, tls: tls)
    let input = Array(bytes.dropFirst())
    // Cut at line ends, one reply comes at a time; more at once would be a server that answers what was not yet said.
    let lines = input.split(separator: 0x0A, omittingEmptySubsequences: false)
    let byLine = Exchange(configuration, transaction, lines.dropLast().map { $0 + [0x0A] } + [Array(lines.last ?? [])])
    let byOctet = Exchange(configuration, transaction, input.map { [$0] })
    precondition(byLine.sent == byOctet.sent)
    precondition(byLine.results == byOctet.results)
    _ = Exchange(configuration, transaction, [input])
  }

  private static func transaction(_ options: UInt8) -> SMTPTransaction? {
    let names = ["bob@example.org", options & 16 != 0 ? "jörg@example.org" : "carol@example.org"]
    let recipients = names.compactMap { EmailAddress($0) }.map { Envelope.Recipient($0) }
    var envelope = Envelope(reversePath: .null, recipients: recipients)
    envelope.isSMTPUTF8 = options & 16 != 0
    let size = options & 32 != 0 ? 1_000_000 : 100
    return SMTPTransaction(
      envelope: envelope, purpose: options & 8 != 0 ? .probe : .message(size: size, hasUTF8Headers: false))
  }
}

/// One connection, with two transactions where the server lets it come to that.
struct Exchange {
  private(set) var sent: [UInt8] = []
  private(set) var results: [SMTPTransactionResult] = []
  private let transaction: SMTPTransaction
  private var session: SMTPClientSession
  private var begun = 0
  private var isClosed = false

  init(_ configuration: SMTPClientSession.Configuration, _ transaction: SMTPTransaction, _ chunks: [[UInt8]]) {
    self.transaction = transaction
    session = SMTPClientSession(configuration)
    for chunk in chunks { perform(session.receive(chunk)) }
    perform(session.fail(SMTPReply(451, EnhancedStatusCode(4, 4, 2), "Lost the connection")))
    precondition(results.count == begun)
  }

  private mutating func perform(_ actions: [SMTPClientSession.Action]) {
    for action in actions {
      switch action {
      case .send(let bytes): send(bytes)
      case .startTLS: perform(session.tlsEstablished())
      case .ready: begin()
      case .sendContent: session.contentSent()
      case .finished(let result): finish(result)
      case .failed(let reply): check(reply)
      case .close: isClosed = true
      }
    }
  }

  private mutating func begin() {
    guard begun < 2 else { return perform(session.quit()) }
    begun += 1
    perform(session.begin(transaction))
  }

  private mutating func finish(_ result: SMTPTransactionResult) {
    precondition(result.replies.count == transaction.envelope.recipients.count)
    for reply in result.replies { check(reply) }
    results.append(result)
    if session.isIdle { begin() }
  }

  private mutating func send(_ bytes: [UInt8]) {
    precondition(!isClosed)
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
    precondition(text.last == "\n" && text.count { $0 == "\r" } == text.count { $0 == "\n" })
    sent += bytes
  }

  private func check(_ reply: SMTPReply) {
    precondition((200..<600).contains(reply.code))
    precondition(reply.lines.allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } })
  }
}
