import MailTypes

/// One transaction under way: which commands are out, whose answer comes next, what is settled for each recipient.
///
/// RFC 2920: with PIPELINING all commands up to DATA go out at once, and every answer is looked at; without it each command
/// waits for the answer before. Both are the same list of steps, sent in larger or smaller portions.
struct SMTPClientExchange: Sendable {
  enum Step: Hashable, Sendable {
    /// Clears what an earlier transaction left behind.
    case reset
    case mail
    case recipient(Int)
    case data
    /// The content is out (or going out); SMTP answers once, LMTP once for each accepted recipient (RFC 2033 §4.2).
    case content
    case contentFor(Int)
    /// DATA was accepted although no recipient was: the lone dot of RFC 2920 §3.1.
    case emptyContent
  }

  enum Outcome: Hashable, Sendable {
    case send([UInt8])
    case sendContent
    /// `isClean`: the server is ready for MAIL; otherwise RSET comes first.
    case finished(SMTPTransactionResult, isClean: Bool)
    /// The same, and the connection is of no further use.
    case broken(SMTPTransactionResult)
  }

  private let writer: SMTPCommandWriter
  private let isLMTP: Bool
  private let isPipelining: Bool
  private var replies: [SMTPReply?]
  private var accepted: [Int] = []
  private var unsent: ArraySlice<Step> = []
  private var awaited: ArraySlice<Step> = []
  private var mailRefusal: SMTPReply?
  /// From the moment content may have left.
  private var isContentStarted = false
  private var isContentSent = false

  init(_ transaction: SMTPTransaction, capabilities: SMTPCapabilities, _ configuration: SMTPClientSession.Configuration) {
    writer = SMTPCommandWriter(capabilities: capabilities, transaction: transaction)
    isLMTP = configuration.flavor == .lmtp
    isPipelining = capabilities.contains(.pipelining)
    replies = SMTPClientExchange.refusalsByCapability(
      of: transaction, capabilities, requiresEightBitMIME: configuration.requiresEightBitMIME)
  }

  /// The step whose answer comes next.
  var awaitedStep: Step? { awaited.first }
  var isSendingContent: Bool { isContentStarted && !isContentSent }

  /// The first commands, or the end where no recipient can be tried. `needsReset`: an earlier transaction was left open.
  mutating func start(needsReset: Bool) -> Outcome {
    let wanted = replies.indices.filter { replies[$0] == nil }
    guard !wanted.isEmpty else { return .finished(result(elsewhere: false), isClean: !needsReset) }
    unsent = (needsReset ? [.reset, .mail] : [.mail]) + wanted.map { .recipient($0) }
    if case .message = writer.transaction.purpose { unsent.append(.data) }
    return .send(nextCommands())
  }

  mutating func receive(_ reply: SMTPReply) throws(SMTPProtocolError) -> Outcome? {
    if isSendingContent { return try earlyAnswer(reply) }
    guard let step = awaited.popFirst() else { throw .unexpectedReply(reply) }
    guard reply.code != 421 else { return breakOff(reply) }
    guard step == .data || !(300..<400).contains(reply.code) else { throw .unexpectedReply(reply) }
    switch step {
    case .reset: return reply.isPositive ? proceed() : breakOff(reply)
    case .mail: return mailAnswered(reply)
    case .recipient(let index): return recipientAnswered(index, reply)
    case .data: return try dataAnswered(reply)
    case .content: return contentAnswered(reply)
    case .contentFor(let index):
      replies[index] = reply
      return awaited.isEmpty ? .finished(result(elsewhere: false), isClean: true) : nil
    case .emptyContent: return .finished(result(elsewhere: false), isClean: true)
    }
  }

  /// The last octet of the content, the dot line, is written.
  mutating func contentSent() {
    isContentSent = true
    awaited = isLMTP ? ArraySlice(accepted.map { .contentFor($0) }) : [.content]
  }

  /// The connection is gone or given up: `reply` goes to every recipient that has no answer yet.
  mutating func breakOff(_ reply: SMTPReply) -> Outcome {
    settleAll(with: reply)
    return .broken(result(elsewhere: !isContentStarted))
  }
}

extension SMTPClientExchange {
  private mutating func mailAnswered(_ reply: SMTPReply) -> Outcome? {
    guard !reply.isPositive else { return proceed() }
    mailRefusal = reply
    settleAll(with: reply)
    unsent = []
    return proceed()
  }

  private mutating func recipientAnswered(_ index: Int, _ reply: SMTPReply) -> Outcome? {
    if mailRefusal == nil {
      if reply.isPositive { accepted.append(index) } else { replies[index] = reply }
      if reply.isPositive, case .probe = writer.transaction.purpose { replies[index] = reply }
    }
    if accepted.isEmpty, unsent.first == .data { unsent = [] }
    return proceed()
  }

  private mutating func dataAnswered(_ reply: SMTPReply) throws(SMTPProtocolError) -> Outcome? {
    if reply.code == 354 {
      guard accepted.isEmpty else {
        isContentStarted = true
        return .sendContent
      }
      awaited = [.emptyContent]
      return .send(SMTPCommandWriter.bytes("."))
    }
    guard reply.code >= 400 else { throw .unexpectedReply(reply) }
    if mailRefusal == nil { settleAll(with: reply) }
    return proceed()
  }

  private mutating func contentAnswered(_ reply: SMTPReply) -> Outcome {
    for index in accepted { replies[index] = reply }
    return .finished(result(elsewhere: false), isClean: true)
  }

  /// An answer while content still goes out: a server that gives up (some do before they close). It has not seen the end,
  /// so it cannot have taken the message; what it thinks follows is unknown, so the connection ends.
  private mutating func earlyAnswer(_ reply: SMTPReply) throws(SMTPProtocolError) -> Outcome {
    guard reply.code >= 400 else { throw .unexpectedReply(reply) }
    return breakOff(reply)
  }

  /// The next commands, or the end where nothing is out any more.
  private mutating func proceed() -> Outcome? {
    guard awaited.isEmpty else { return nil }
    guard unsent.isEmpty else { return .send(nextCommands()) }
    settleAll(with: SMTPReply(451, EnhancedStatusCode(4, 5, 0), "No answer for this recipient"))
    return .finished(result(elsewhere: mailRefusal?.isTransientFailure == true), isClean: false)
  }

  private mutating func nextCommands() -> [UInt8] {
    let portion = isPipelining ? unsent : unsent.prefix(1)
    unsent = unsent.dropFirst(portion.count)
    awaited += portion
    return portion.flatMap { command($0) }
  }

  private func command(_ step: Step) -> [UInt8] {
    switch step {
    case .reset: SMTPCommandWriter.bytes("RSET")
    case .mail: writer.mail()
    case .recipient(let index): writer.recipient(writer.transaction.envelope.recipients[index])
    case .data: SMTPCommandWriter.bytes("DATA")
    case .content, .contentFor, .emptyContent: []
    }
  }

  private mutating func settleAll(with reply: SMTPReply) {
    for index in replies.indices where replies[index] == nil { replies[index] = reply }
  }

  private func result(elsewhere: Bool) -> SMTPTransactionResult {
    SMTPTransactionResult(replies: replies.compactMap { $0 }, mayTryAnotherHost: elsewhere)
  }
}

extension SMTPClientExchange {
  /// The answer for each recipient that this server cannot serve, known before anything is sent.
  private static func refusalsByCapability(
    of transaction: SMTPTransaction, _ capabilities: SMTPCapabilities, requiresEightBitMIME: Bool
  ) -> [SMTPReply?] {
    let recipients = transaction.envelope.recipients
    if case .message(let size, _) = transaction.purpose, let limit = capabilities.maximumSize, size > limit {
      // RFC 1870 §6.1: the server would refuse, so the octets can stay here.
      let text = "Message of \(size) octets is above the next hop's limit of \(limit)"
      return recipients.map { _ in SMTPReply(552, EnhancedStatusCode(5, 3, 4), text) }
    }
    if requiresEightBitMIME, transaction.envelope.is8BitMIME, transaction.purpose != .probe,
      !capabilities.contains(.eightBitMIME)
    {
      return recipients.map { _ in noEightBitMIME }
    }
    guard !capabilities.contains(.smtpUTF8) else { return recipients.map { _ in nil } }
    let isWholeMessage = needsSMTPUTF8(transaction)
    return recipients.map { isWholeMessage || $0.address.needsSMTPUTF8 ? noSMTPUTF8 : nil }
  }

  private static func needsSMTPUTF8(_ transaction: SMTPTransaction) -> Bool {
    if transaction.envelope.reversePath.mailbox?.needsSMTPUTF8 == true { return true }
    guard case .message(_, let hasUTF8Headers) = transaction.purpose else { return false }
    return transaction.envelope.isSMTPUTF8 && hasUTF8Headers
  }

  /// RFC 6152 §3: without conversion, a permanent failure; RFC 3463 §3.7 has the code for it.
  private static let noEightBitMIME = SMTPReply(
    554, EnhancedStatusCode(5, 6, 3), "The next hop does not take eight-bit text (8BITMIME)")

  /// RFC 6531 §3.2, never a downgrade. The enhanced code is the one its §4.4 registers beside 5.6.9.
  private static let noSMTPUTF8 = SMTPReply(
    553, EnhancedStatusCode(5, 6, 7), "The next hop does not take internationalized mail (SMTPUTF8)")
}
