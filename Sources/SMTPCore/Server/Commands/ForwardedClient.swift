import MailTypes

/// XCLIENT and XFORWARD, as Postfix documents them (XCLIENT_README, XFORWARD_README): a listed proxy or filter says who
/// the original client was.
extension SMTPServerSession {
  /// The facts become those of the connection, and it starts anew with the banner: the new client is judged as if it had
  /// connected itself.
  mutating func xclient(_ argument: ArraySlice<UInt8>) {
    guard let attributes = ClientAttributes(argument, allowed: ClientAttributes.xclient) else { return badAttributes() }
    if let address = attributes.address { connection.address = address }
    if let port = attributes.port { connection.port = port }
    if let helo = attributes.helo { (connection.helo, isHeloFixed) = (helo, true) }
    if attributes.isLoginGiven { connection.authenticatedUser = attributes.login }
    forwarded = nil
    hello = .none
    askForConnection()
  }

  /// The facts hold for the next message only; its envelope and everything the connection is allowed stay the proxy's.
  mutating func xforward(_ argument: ArraySlice<UInt8>) {
    guard let attributes = ClientAttributes(argument, allowed: ClientAttributes.xforward) else { return badAttributes() }
    forwarded = ForwardedFacts(updating: forwarded, with: attributes)
    reply(250, EnhancedStatusCode(2, 0, 0), "OK")
  }

  private mutating func badAttributes() {
    fail(501, EnhancedStatusCode(5, 5, 4), "Bad attribute name or value")
  }
}

/// What XFORWARD said of a message's client.
struct ForwardedFacts {
  private var address: IPAddress?
  private var port: UInt16?
  private var helo: String?
  private var transmissionType: String?

  /// Attributes may come in several commands, later ones on top.
  init(updating earlier: ForwardedFacts?, with attributes: ClientAttributes) {
    address = attributes.address ?? earlier?.address
    port = attributes.port ?? earlier?.port
    helo = attributes.helo ?? earlier?.helo
    transmissionType = attributes.transmissionType ?? earlier?.transmissionType
  }

  func applied(to facts: ClientFacts) -> ClientFacts {
    var facts = facts
    if let address {
      facts.address = address
      facts.port = port ?? 0
    }
    facts.helo = helo ?? facts.helo
    facts.transmissionType = transmissionType ?? facts.transmissionType
    return facts
  }
}
