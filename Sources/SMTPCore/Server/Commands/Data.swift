public import MailTypes

/// DATA (RFC 5321 §4.1.1.4), and what it has in common with BDAT.
extension SMTPServerSession {
  /// Octets of content handed out at once.
  static let portion = 65_536

  mutating func data(_ argument: ArraySlice<UInt8>) {
    guard case .transaction(var transaction) = state else { return }
    guard argument.isEmpty else { return fail(501, EnhancedStatusCode(5, 5, 4), "DATA takes no argument") }
    guard !transaction.envelope.recipients.isEmpty else { return refuse(noRecipients) }
    transaction.intake = MessageIntake()
    state = .data(transaction, MessageDataReader())
    reply(354, nil, "End data with <CR><LF>.<CR><LF>")
    emit(.beginMessage)
  }

  /// RFC 5321 §3.3; RFC 2033 §4.2 wants 503 in LMTP. The client may have pipelined, so it is no error of its.
  var noRecipients: Refusal {
    Refusal(configuration.isLMTP ? 503 : 554, EnhancedStatusCode(5, 5, 1), "No valid recipients")
  }

  mutating func readData(_ transaction: Transaction, _ reader: MessageDataReader) -> Bool {
    var transaction = transaction
    var reader = reader
    var content: [UInt8] = []
    let (taken, isAtEnd) = input.read(atMost: SMTPServerSession.portion) { bytes in
      content.reserveCapacity(bytes.count)
      let (taken, isAtEnd) = reader.read(bytes, into: &content)
      return (taken, (taken, isAtEnd))
    }
    guard taken > 0 else { return false }
    take(content, into: &transaction)
    state = .data(transaction, reader)
    if isAtEnd { finishMessage(transaction) }
    return true
  }

  /// Checks content and hands it on, unless the message is refused already.
  mutating func take(_ content: [UInt8], into transaction: inout Transaction) {
    guard var intake = transaction.intake, intake.refusal == nil else { return }
    content.withUnsafeBufferPointer { intake.scan($0, limits: configuration.limits) }
    transaction.intake = intake
    if intake.refusal != nil {
      emit(.discardMessage)
    } else if !content.isEmpty {
      emit(.appendMessage(content))
    }
  }

  mutating func refuseContent(of transaction: inout Transaction, _ refusal: Refusal) {
    guard var intake = transaction.intake, intake.refusal == nil else { return }
    intake.refuse(refusal)
    transaction.intake = intake
    emit(.discardMessage)
  }

  /// The true end of the message: it is refused for what was seen in it, or handed to the delegate.
  mutating func finishMessage(_ transaction: Transaction) {
    guard var intake = transaction.intake else { return }
    let wasRefused = intake.refusal != nil
    intake.finish(limits: configuration.limits)
    guard let refusal = intake.refusal else {
      state = .decidingMessage(transaction.envelope)
      return emit(.finishMessage(transaction.envelope))
    }
    if !wasRefused { emit(.discardMessage) }
    endWithoutMessage(transaction.envelope, refusal)
  }

  /// LMTP answers for every recipient (RFC 2033 §4.2).
  private mutating func endWithoutMessage(_ envelope: Envelope, _ refusal: Refusal) {
    refuse(refusal)
    if configuration.isLMTP {
      for _ in envelope.recipients.dropFirst() { emit(.reply(refusal.reply)) }
    }
    forwarded = nil
    state = .ready
  }

  /// `replies`: one, or in LMTP one per recipient. Where one is missing, the client is asked to come again: mail that may
  /// have been lost is not acknowledged.
  public mutating func messageDecided(_ replies: [SMTPReply]) {
    guard case .decidingMessage(let envelope) = state else { return }
    let count = configuration.isLMTP ? envelope.recipients.count : 1
    let single = replies.count == 1 ? replies.first : nil
    let missing = SMTPReply(451, EnhancedStatusCode(4, 3, 0), "No answer for this recipient, try again later")
    for index in 0..<count {
      let reply = single ?? (index < replies.count ? replies[index] : missing)
      let recipient = configuration.isLMTP ? envelope.recipients[index].address : nil
      if reply.isPositive {
        emit(.reply(reply))
      } else {
        refuse(Refusal(reply, cause: reply.lines.joined(separator: " ")), recipient: recipient)
      }
    }
    if replies.contains(where: \.isPositive) { counts.commandsWithoutMail = 0 }
    forwarded = nil
    state = .ready
  }
}
