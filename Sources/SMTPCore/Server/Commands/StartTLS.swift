public import MailTypes

/// STARTTLS (RFC 3207).
extension SMTPServerSession {
  var mayStartTLS: Bool { configuration.offersTLS && connection.tls == nil }

  mutating func startTLS(_ argument: ArraySlice<UInt8>) {
    guard configuration.offersTLS else { return fail(502, EnhancedStatusCode(5, 5, 1), "STARTTLS is not offered here") }
    guard connection.tls == nil else { return fail(503, EnhancedStatusCode(5, 5, 1), "TLS is active already") }
    guard argument.isEmpty else { return fail(501, EnhancedStatusCode(5, 5, 4), "STARTTLS takes no argument") }
    // Octets behind STARTTLS came in the clear. Read after the handshake, they would pass for the client's own words
    // (CVE-2011-0411); an honest client waits for the 220.
    guard input.isEmpty else {
      refuse(
        Refusal(
          501, EnhancedStatusCode(5, 5, 1), "Nothing may follow STARTTLS before the handshake, closing",
          cause: "octets behind STARTTLS in the clear"))
      return close()
    }
    reply(220, EnhancedStatusCode(2, 0, 0), "Ready to start TLS")
    state = .startingTLS
    emit(.startTLS)
  }

  /// RFC 3207 §4.2: all that was said in the clear is forgotten.
  public mutating func tlsEstablished(_ tls: ClientFacts.TLS) {
    guard case .startingTLS = state else { return }
    input.removeAll()
    connection.tls = tls
    connection.authenticatedUser = nil
    if !isHeloFixed { connection.helo = "" }
    forwarded = nil
    hello = .none
    state = .ready
  }
}
