public import MailTypes

/// AUTH with PLAIN (RFC 4616) and LOGIN, under TLS only (RFC 4954).
extension SMTPServerSession {
  /// Which answer of the client comes next.
  enum AuthenticationExchange {
    case plain
    case loginUser
    case loginPassword(user: String)
  }

  var mayAuthenticate: Bool {
    configuration.offersAuthentication && connection.tls != nil && connection.authenticatedUser == nil
  }

  mutating func authenticate(_ argument: ArraySlice<UInt8>) {
    guard configuration.offersAuthentication else { return fail(502, EnhancedStatusCode(5, 5, 1), "AUTH is not offered here") }
    guard connection.tls != nil else {
      return fail(538, EnhancedStatusCode(5, 7, 11), "Encryption required: say STARTTLS first")
    }
    guard connection.authenticatedUser == nil else { return fail(503, EnhancedStatusCode(5, 5, 1), "Authenticated already") }
    let words = argument.split(separator: UInt8(ascii: " "))
    guard (1...2).contains(words.count), let mechanism = words.first?.keyword else {
      return fail(501, EnhancedStatusCode(5, 5, 4), "Syntax: AUTH mechanism [initial-response]")
    }
    begin(mechanism, initialResponse: words.count == 2 ? words[1] : nil)
  }

  private mutating func begin(_ mechanism: String, initialResponse: ArraySlice<UInt8>?) {
    // RFC 4954 §4: an empty initial response is sent as "=".
    let response = initialResponse.map { $0.elementsEqual([UInt8(ascii: "=")]) ? [] : $0 }
    switch (mechanism, response) {
    case ("PLAIN", let response?): answer(.plain, response)
    case ("PLAIN", nil): challenge("", .plain)
    case ("LOGIN", let response?): answer(.loginUser, response)
    case ("LOGIN", nil): challenge("VXNlcm5hbWU6", .loginUser)
    default: fail(504, EnhancedStatusCode(5, 5, 4), "Mechanism not recognized: PLAIN and LOGIN are")
    }
  }

  private mutating func challenge(_ text: String, _ exchange: AuthenticationExchange) {
    state = .authenticating(exchange)
    reply(334, nil, text)
  }

  mutating func readAuthentication(_ exchange: AuthenticationExchange) -> Bool {
    guard let line = input.nextLine(limit: SMTPLineLimit.authentication) else { return false }
    state = .ready
    switch line {
    case .text(let text) where text == [UInt8(ascii: "*")]:
      fail(501, EnhancedStatusCode(5, 7, 0), "Authentication cancelled")
    case .text(let text): answer(exchange, text[...])
    case .broken: fail(501, EnhancedStatusCode(5, 5, 2), "Line with a bare CR, LF or NUL")
    case .tooLong: fail(500, EnhancedStatusCode(5, 5, 6), "Authentication exchange line too long")
    }
    return true
  }

  private mutating func answer(_ exchange: AuthenticationExchange, _ encoded: ArraySlice<UInt8>) {
    guard let response = Base64.decode(encoded) else { return malformedResponse() }
    switch exchange {
    case .plain:
      // RFC 4616 §2: authzid NUL authcid NUL passwd. Nobody acts for another here.
      let parts = response.split(separator: 0, omittingEmptySubsequences: false)
      guard parts.count == 3, let user = userName(parts[1]) else { return malformedResponse() }
      guard parts[0].isEmpty || parts[0] == parts[1] else {
        return fail(535, EnhancedStatusCode(5, 7, 8), "Authentication failed")
      }
      ask(user, parts[2])
    case .loginUser:
      guard let user = userName(response[...]) else { return malformedResponse() }
      challenge("UGFzc3dvcmQ6", .loginPassword(user: user))
    case .loginPassword(let user): ask(user, response[...])
    }
  }

  private mutating func malformedResponse() {
    state = .ready
    fail(501, EnhancedStatusCode(5, 5, 2), "Cannot decode the response")
  }

  /// UTF-8 without control characters, 1…320 octets: what an address can have.
  private func userName(_ bytes: ArraySlice<UInt8>) -> String? {
    (1...320).contains(bytes.count) ? bytes.plainText : nil
  }

  /// A password of more than 1024 octets is nobody's; hashing it would only cost time.
  private mutating func ask(_ user: String, _ password: ArraySlice<UInt8>) {
    guard (1...1024).contains(password.count) else { return malformedResponse() }
    state = .decidingAuthentication(user: user)
    emit(.authenticate(user: user, password: Array(password)))
  }

  /// A refusal that may pass (`454 4.7.0`, RFC 4954 §6) says nothing about the password, and is not counted.
  public mutating func authenticationDecided(_ refusal: Refusal?) {
    guard case .decidingAuthentication(let user) = state else { return }
    state = .ready
    guard let refusal else {
      connection.authenticatedUser = user
      return reply(235, EnhancedStatusCode(2, 7, 0), "Authentication successful")
    }
    refuse(refusal)
    guard refusal.reply.isPermanentFailure else { return }
    counts.failedAuthentications += 1
    closeIfOver(counts.failedAuthentications, configuration.limits.failedAuthentications, "failed log-ins")
  }
}
