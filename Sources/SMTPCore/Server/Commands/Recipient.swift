public import MailTypes

/// RCPT (RFC 5321 §4.1.1.3).
extension SMTPServerSession {
  mutating func recipient(_ argument: ArraySlice<UInt8>) {
    guard case .transaction(let transaction) = state else { return }
    // RFC 5321 §4.5.3.1.10: the transaction stays good for those accepted before.
    let limit = configuration.limits.recipients
    guard transaction.envelope.recipients.count < limit else {
      return refuse(Refusal(452, EnhancedStatusCode(4, 5, 3), "Too many recipients: the limit is \(limit)"))
    }
    do {
      let recipient = try recipient(argument, isSMTPUTF8: transaction.envelope.isSMTPUTF8)
      state = .decidingRecipient(transaction, recipient)
      emit(.decideRecipient(recipient, transaction.envelope))
    } catch {
      fail(error)
    }
  }

  public mutating func recipientDecided(_ refusal: Refusal?) {
    guard case .decidingRecipient(var transaction, let recipient) = state else { return }
    guard let refusal else {
      state = .ready
      transaction.envelope.recipients.append(recipient)
      state = .transaction(transaction)
      return reply(250, EnhancedStatusCode(2, 1, 5), "Recipient OK")
    }
    state = .transaction(transaction)
    refuse(refusal, recipient: recipient.address)
    guard refusal.reply.isPermanentFailure else { return }
    counts.refusedRecipients += 1
    closeIfOver(counts.refusedRecipients, configuration.limits.refusedRecipients, "refused recipients")
  }

  private func recipient(_ argument: ArraySlice<UInt8>, isSMTPUTF8: Bool) throws(Refusal) -> Envelope.Recipient {
    guard argument.hasKeywordPrefix("TO:") else {
      throw Refusal(501, EnhancedStatusCode(5, 5, 4), "Syntax: RCPT TO:<address>")
    }
    let path: SMTPPath
    do { path = try SMTPPath(argument.dropFirst(3)) } catch { throw SMTPServerSession.badRecipient }
    guard isSMTPUTF8 || !path.isInternationalized else {
      throw Refusal(553, EnhancedStatusCode(5, 6, 7), "Address with non-ASCII characters needs SMTPUTF8 given with MAIL")
    }
    guard let forwardPath = path.forwardPath, let address = address(of: forwardPath) else {
      throw SMTPServerSession.badRecipient
    }
    var recipient = Envelope.Recipient(address)
    for parameter in try parameters(path.rest).all {
      switch (parameter.keyword, parameter.value) {
      case ("NOTIFY", let value?): recipient.notify = try checked(DSNParameters.notify(value), parameter)
      case ("ORCPT", let value?): recipient.originalRecipient = try checked(DSNParameters.originalRecipient(value), parameter)
      default: throw unknownParameter(parameter)
      }
    }
    return recipient
  }

  private static let badRecipient = Refusal(
    501, EnhancedStatusCode(5, 1, 3), "Bad recipient address syntax: write RCPT TO:<address>")

  private func checked<Value>(_ value: Value?, _ parameter: ESMTPParameters.Parameter) throws(Refusal) -> Value {
    guard let value else { throw badParameter(parameter) }
    return value
  }

  /// RFC 5321 §4.5.1: `postmaster` without a domain is this server's.
  private func address(of path: ForwardPath) -> EmailAddress? {
    switch path {
    case .mailbox(let address): address
    case .postmaster: EmailAddress(localPart: "postmaster", domain: .name(configuration.hostname))
    }
  }
}
