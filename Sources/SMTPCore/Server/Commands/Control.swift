import MailTypes

/// The commands that move no mail.
extension SMTPServerSession {
  mutating func quit() {
    reply(221, EnhancedStatusCode(2, 0, 0), "\(configuration.hostname) closing connection")
    close()
  }

  mutating func noop() {
    reply(250, EnhancedStatusCode(2, 0, 0), "OK")
  }

  mutating func reset(_ argument: ArraySlice<UInt8>) {
    guard argument.isEmpty else { return fail(501, EnhancedStatusCode(5, 5, 4), "RSET takes no argument") }
    endTransaction()
    reply(250, EnhancedStatusCode(2, 0, 0), "OK")
  }

  /// RFC 5321 §3.5.3: who exists is not told here.
  mutating func verify(_ argument: ArraySlice<UInt8>) {
    guard !argument.isEmpty else { return fail(501, EnhancedStatusCode(5, 5, 4), "Syntax: VRFY address") }
    reply(252, EnhancedStatusCode(2, 0, 0), "Cannot verify, but will take mail for it if it exists")
  }

  mutating func expand() {
    fail(502, EnhancedStatusCode(5, 5, 1), "Lists are not expanded here")
  }

  mutating func help() {
    reply(214, EnhancedStatusCode(2, 0, 0), "RFC 5321; questions to postmaster@\(configuration.hostname)")
  }

  /// Forgets the open transaction, and what XFORWARD said for it.
  mutating func endTransaction() {
    discardOpenMessage()
    forwarded = nil
    if case .transaction = state { state = .ready }
  }
}
