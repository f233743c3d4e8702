/// One row per command: its verb, how long its line may be, where it may stand, and what it does.
struct SMTPServerCommand: Sendable {
  typealias Argument = ArraySlice<UInt8>

  let verb: String
  /// Octets of the line with CRLF.
  let lineLimit: Int
  let phases: SMTPServerSession.Phase
  /// Commands that move mail do not count as idle talk.
  let movesMail: Bool
  let perform: @Sendable (inout SMTPServerSession, Argument) -> Void

  init(
    _ verb: String, limit: Int = SMTPLineLimit.command, in phases: SMTPServerSession.Phase, movesMail: Bool = false,
    _ perform: @escaping @Sendable (inout SMTPServerSession, Argument) -> Void
  ) {
    self.verb = verb
    lineLimit = limit
    self.phases = phases
    self.movesMail = movesMail
    self.perform = perform
  }

  /// Every command there is, in both protocols.
  static let table: [SMTPServerCommand] = [
    SMTPServerCommand("MAIL", limit: SMTPLineLimit.mail, in: .ready, movesMail: true) { $0.mail($1) },
    SMTPServerCommand("RCPT", limit: SMTPLineLimit.recipient, in: .transaction, movesMail: true) { $0.recipient($1) },
    SMTPServerCommand("DATA", in: .transaction, movesMail: true) { $0.data($1) },
    // BDAT judges its place itself: wherever it stands, its octets have to be swallowed.
    SMTPServerCommand("BDAT", in: .any, movesMail: true) { $0.binaryData($1) },
    SMTPServerCommand("EHLO", in: .any) { $0.hello($1, as: .extended, ofLMTP: false) },
    SMTPServerCommand("HELO", in: .any) { $0.hello($1, as: .basic, ofLMTP: false) },
    SMTPServerCommand("LHLO", in: .any) { $0.hello($1, as: .extended, ofLMTP: true) },
    SMTPServerCommand("QUIT", in: .any) { session, _ in session.quit() },
    SMTPServerCommand("RSET", in: .any) { $0.reset($1) },
    SMTPServerCommand("NOOP", in: .any) { session, _ in session.noop() },
    SMTPServerCommand("STARTTLS", in: .ready) { $0.startTLS($1) },
    SMTPServerCommand("AUTH", limit: SMTPLineLimit.authentication, in: .ready) { $0.authenticate($1) },
    SMTPServerCommand("XFORWARD", in: .ready, movesMail: true) { $0.xforward($1) },
    SMTPServerCommand("XCLIENT", in: [.unheard, .ready]) { $0.xclient($1) },
    SMTPServerCommand("VRFY", in: .any) { $0.verify($1) },
    SMTPServerCommand("EXPN", in: .any) { session, _ in session.expand() },
    SMTPServerCommand("HELP", in: .any) { session, _ in session.help() },
  ]

  static func named(_ verb: String) -> SMTPServerCommand? {
    table.first { $0.verb == verb }
  }
}

/// Octets of a command line with CRLF. Each extension adds what its parameters can take.
enum SMTPLineLimit {
  /// RFC 5321 §4.5.3.1.4.
  static let command = 512
  /// SIZE 26 (RFC 1870 §3), BODY 17 (RFC 6152 §2), SMTPUTF8 10 (RFC 6531 §3.4), AUTH 500 (RFC 4954 §3), RET and ENVID of
  /// RFC 3461 §4.3–4.4 with 9 and 107, and a source route as long as a path.
  static let mail = command + 26 + 17 + 10 + 500 + 9 + 107 + 256
  /// NOTIFY and ORCPT of RFC 3461 §4.1–4.2 with 29 and 507, and a source route as long as a path.
  static let recipient = command + 29 + 507 + 256
  /// RFC 4954 §4: 12,288 octets of base 64, verb and mechanism around it.
  static let authentication = 12_288 + 40
  static let longest = authentication
}
