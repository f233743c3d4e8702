import MailTypes

/// BDAT (RFC 3030 §2).
extension SMTPServerSession {
  /// A chunk whose octets are coming in.
  struct Chunk {
    var remaining: Int
    let isLast: Bool
    /// `nil` where BDAT stood outside a transaction.
    var transaction: Transaction?
    /// The chunk is swallowed and answered with this.
    let refusal: Refusal?
  }

  mutating func binaryData(_ argument: ArraySlice<UInt8>) {
    let words = argument.split(separator: UInt8(ascii: " "))
    guard let size = words.first?.decimal, size < .max, words.count == 1 || words.count == 2 && words[1].keyword == "LAST"
    else {
      // How many octets follow is unknown, so nothing behind them can be read.
      fail(501, EnhancedStatusCode(5, 5, 4), "Syntax: BDAT size [LAST]; closing, for what follows cannot be told from commands")
      return close()
    }
    let isLast = words.count == 2
    guard case .transaction(var transaction) = state else {
      let refusal = Refusal(503, EnhancedStatusCode(5, 5, 1), "BDAT out of order: MAIL and RCPT come first")
      return beginChunk(Chunk(remaining: size, isLast: isLast, transaction: nil, refusal: refusal))
    }
    guard !transaction.envelope.recipients.isEmpty else {
      return beginChunk(Chunk(remaining: size, isLast: isLast, transaction: transaction, refusal: noRecipients))
    }
    if transaction.intake == nil {
      transaction.intake = MessageIntake()
      emit(.beginMessage)
    }
    announce(size, to: &transaction)
    beginChunk(Chunk(remaining: size, isLast: isLast, transaction: transaction, refusal: nil))
  }

  private mutating func announce(_ octets: Int, to transaction: inout Transaction) {
    guard var intake = transaction.intake, intake.refusal == nil else { return }
    intake.announce(octets: octets, limits: configuration.limits)
    transaction.intake = intake
    if intake.refusal != nil { emit(.discardMessage) }
  }

  private mutating func beginChunk(_ chunk: Chunk) {
    state = .chunk(chunk)
    if chunk.remaining == 0 { endChunk(chunk) }
  }

  mutating func readChunk(_ chunk: Chunk) -> Bool {
    var chunk = chunk
    let content = input.read(atMost: min(chunk.remaining, SMTPServerSession.portion)) { ($0.count, Array($0)) }
    guard !content.isEmpty else { return false }
    chunk.remaining -= content.count
    if var transaction = chunk.transaction {
      take(content, into: &transaction)
      chunk.transaction = transaction
    }
    state = .chunk(chunk)
    if chunk.remaining == 0 { endChunk(chunk) }
    return true
  }

  private mutating func endChunk(_ chunk: Chunk) {
    if let refusal = chunk.refusal {
      state = chunk.transaction.map { .transaction($0) } ?? .ready
      return chunk.transaction == nil ? fail(refusal) : refuse(refusal)
    }
    guard let transaction = chunk.transaction else { return }
    if chunk.isLast { return finishMessage(transaction) }
    if let refusal = transaction.intake?.refusal {
      // RFC 3030 §2: the transaction has failed. The chunks that follow are swallowed and answered 503.
      forwarded = nil
      state = .ready
      return refuse(refusal)
    }
    state = .transaction(transaction)
    reply(250, EnhancedStatusCode(2, 0, 0), "Octets received")
  }
}
