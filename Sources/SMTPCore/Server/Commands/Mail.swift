public import MailTypes

/// MAIL (RFC 5321 §4.1.1.2).
extension SMTPServerSession {
  mutating func mail(_ argument: ArraySlice<UInt8>) {
    do {
      let draft = try MailDraft(argument, configuration)
      state = .decidingMail(draft.envelope, declaredSize: draft.declaredSize)
      emit(.decideMail(draft.envelope.reversePath, declaredSize: draft.declaredSize))
    } catch {
      fail(error)
    }
  }

  public mutating func mailDecided(_ refusal: Refusal?) {
    guard case .decidingMail(let envelope, _) = state else { return }
    if let refusal {
      state = .ready
      refuse(refusal)
    } else {
      state = .transaction(Transaction(envelope: envelope))
      reply(250, EnhancedStatusCode(2, 1, 0), "Sender OK")
    }
  }

  /// Refuses what could not be read, and counts it.
  mutating func fail(_ refusal: Refusal) {
    refuse(refusal)
    counts.errors += 1
    closeIfOver(counts.errors, configuration.limits.errors, "errors")
  }
}

/// MAIL's argument, read and checked.
struct MailDraft {
  private(set) var envelope: Envelope
  private(set) var declaredSize: Int?

  init(_ argument: ArraySlice<UInt8>, _ configuration: SMTPServerConfiguration) throws(Refusal) {
    guard argument.hasKeywordPrefix("FROM:") else {
      throw Refusal(501, EnhancedStatusCode(5, 5, 4), "Syntax: MAIL FROM:<address>")
    }
    let path: SMTPPath
    do { path = try SMTPPath(argument.dropFirst(5)) } catch {
      throw Refusal(501, EnhancedStatusCode(5, 1, 7), "Bad sender address syntax: write MAIL FROM:<address>")
    }
    envelope = Envelope(reversePath: try MailDraft.reversePath(path))
    try read(try parameters(path.rest), configuration)
    guard envelope.isSMTPUTF8 || !path.isInternationalized else {
      throw Refusal(553, EnhancedStatusCode(5, 6, 7), "Address with non-ASCII characters needs the SMTPUTF8 parameter")
    }
  }

  private static func reversePath(_ path: SMTPPath) throws(Refusal) -> ReversePath {
    switch path.content {
    case .null: return .null
    case .mailbox(let address): return .mailbox(address)
    case .postmaster: throw Refusal(501, EnhancedStatusCode(5, 1, 7), "Bad sender address syntax: a domain is missing")
    }
  }

  private mutating func read(_ parameters: ESMTPParameters, _ configuration: SMTPServerConfiguration) throws(Refusal) {
    for parameter in parameters.all {
      guard try read(parameter, configuration) else { throw badParameter(parameter) }
    }
  }

  /// False where the value is not what the extension allows.
  private mutating func read(
    _ parameter: ESMTPParameters.Parameter, _ configuration: SMTPServerConfiguration
  ) throws(Refusal) -> Bool {
    switch (parameter.keyword, parameter.value) {
    case ("SIZE", let value?):
      declaredSize = value.decimal
      guard let declaredSize else { return false }
      // RFC 1870 §6.1: known to be too large, it is refused before a single octet is sent.
      guard declaredSize <= configuration.limits.messageSize else {
        throw MessageIntake.tooLarge(declaredSize, configuration.limits)
      }
    case ("BODY", let value?):
      // BINARYMIME (RFC 3030 §3) is not offered: such content could not be relayed by DATA.
      guard ["7BIT", "8BITMIME"].contains(value.keyword) else { return false }
      envelope.is8BitMIME = value.keyword == "8BITMIME"
    case ("SMTPUTF8", nil): envelope.isSMTPUTF8 = true
    case ("RET", let value?):
      envelope.notificationReturn = DSNParameters.notificationReturn(value)
      return envelope.notificationReturn != nil
    case ("ENVID", let value?):
      envelope.envelopeID = DSNParameters.envelopeID(value)
      return envelope.envelopeID != nil
    case ("AUTH", let value?) where configuration.offersAuthentication:
      // RFC 4954 §5: what another server claims is read, and not believed.
      return XText.decode(value) != nil
    default: throw unknownParameter(parameter)
    }
    return true
  }
}

/// RFC 5321 §4.1.1.11.
func unknownParameter(_ parameter: ESMTPParameters.Parameter) -> Refusal {
  Refusal(555, EnhancedStatusCode(5, 5, 4), "Parameter \(parameter.keyword) not recognized or not usable like this")
}

func badParameter(_ parameter: ESMTPParameters.Parameter) -> Refusal {
  Refusal(501, EnhancedStatusCode(5, 5, 4), "Bad value of parameter \(parameter.keyword)")
}

func parameters(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> ESMTPParameters {
  do { return try ESMTPParameters(bytes) } catch {
    switch error {
    case .malformed: throw Refusal(501, EnhancedStatusCode(5, 5, 4), "Bad parameter syntax")
    case .repeated(let keyword): throw Refusal(501, EnhancedStatusCode(5, 5, 4), "Parameter \(keyword) given twice")
    }
  }
}
