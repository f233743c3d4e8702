import MailTypes

/// Reading: which octets belong to what.
extension SMTPServerSession {
  mutating func readProxyHeader(_ reader: ProxyHeaderReader) -> Bool {
    var reader = reader
    let outcome = input.read(atMost: ProxyHeaderReader.maximumBinaryLength) { bytes in
      var rest = Array(bytes)[...]
      let result = Result { () throws(ProxyHeaderError) in try reader.read(&rest) }
      return (bytes.count - rest.count, bytes.isEmpty ? nil : result)
    }
    guard let outcome else { return false }
    state = .proxyHeader(reader)
    switch outcome {
    case .success(nil): break
    case .success(.local): decideConnection()
    case .success(.client(let address, let port)):
      connection.address = address
      connection.port = port
      decideConnection()
    case .failure: close()
    }
    return true
  }

  /// Reads and does one command; false where no whole line is there.
  mutating func readCommand() -> Bool {
    if !hasSpokenSMTP, let first = input.first, !isLetter(first) {
      refuseStranger()
      return true
    }
    guard let line = input.nextLine(limit: SMTPLineLimit.longest) else { return false }
    switch line {
    case .text(let text): perform(text)
    case .broken: unreadable("Line with a bare CR, LF or NUL: commands end in CRLF")
    case .tooLong: unreadable("Line too long")
    }
    return true
  }

  private mutating func perform(_ line: [UInt8]) {
    let verb = line.prefix { $0 != UInt8(ascii: " ") }
    guard let command = SMTPServerCommand.named(verb.keyword) else { return unknown(verb.keyword) }
    hasSpokenSMTP = true
    guard isSpoken(command) else { return unknown(verb.keyword) }
    guard line.count + 2 <= command.lineLimit else {
      return fail(500, EnhancedStatusCode(5, 5, 2), "Line too long: \(command.verb) takes \(command.lineLimit) octets")
    }
    guard command.phases.contains(phase) else { return fail(503, EnhancedStatusCode(5, 5, 1), outOfOrder(command)) }
    if !command.movesMail { counts.commandsWithoutMail += 1 }
    command.perform(&self, line[verb.endIndex...].trimmed)
    closeIfOver(counts.commandsWithoutMail, configuration.limits.commandsWithoutMail + 1, "commands without mail")
  }

  /// LHLO belongs to LMTP, EHLO and HELO to SMTP (RFC 2033 §4.1).
  private func isSpoken(_ command: SMTPServerCommand) -> Bool {
    switch command.verb {
    case "LHLO": configuration.isLMTP
    case "EHLO", "HELO": !configuration.isLMTP
    case "XCLIENT": mayUseXCLIENT
    case "XFORWARD": mayUseXFORWARD
    default: true
    }
  }

  private func outOfOrder(_ command: SMTPServerCommand) -> String {
    switch phase {
    case .unheard: "\(command.verb) out of order: say \(configuration.isLMTP ? "LHLO" : "EHLO") first"
    case .ready: "\(command.verb) out of order: MAIL comes first"
    case .chunking: "\(command.verb) out of order: the message goes on with BDAT"
    default: "\(command.verb) out of order: a transaction is open"
    }
  }

  private mutating func unknown(_ verb: String) {
    // A browser made to post to a mail port, or a scanner: whatever follows is not for us.
    let web: Set = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"]
    guard hasSpokenSMTP, !web.contains(verb) else { return refuseStranger() }
    fail(500, EnhancedStatusCode(5, 5, 1), "Command not recognized")
  }

  private mutating func unreadable(_ text: String) {
    guard hasSpokenSMTP else { return refuseStranger() }
    fail(500, EnhancedStatusCode(5, 5, 2), text)
  }

  private mutating func refuseStranger() {
    refuse(Refusal(554, EnhancedStatusCode(5, 5, 1), "This is a mail server, closing", cause: "no SMTP spoken"))
    close()
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
