import MailTypes
import SMTPCore
import Testing

/// Whom a message came from, as the delegate, the log and Received are told.
struct ClientFactsTests {
  private let anywhere = IPNetwork("0.0.0.0/0")

  private mutating func send(_ transport: inout SessionTransport, _ parameters: String = "") {
    transport.say("MAIL FROM:<bob@sender.example>\(parameters)", "RCPT TO:<alice@example.org>", "DATA", "text", ".")
  }

  @Test mutating func transmissionTypesAreThoseOfRFC3848() throws {
    var configuration = try DialogueSetup.plain()
    configuration.offersTLS = true
    configuration.offersAuthentication = true
    var transport = try SessionTransport.open(configuration)
    transport.say("HELO client.example")
    send(&transport)
    transport.say("EHLO client.example")
    send(&transport)
    send(&transport, " SMTPUTF8")
    transport.say("STARTTLS")
    try transport.startTLS()
    transport.say("EHLO client.example")
    send(&transport)
    transport.say("AUTH PLAIN AGFsaWNlQGV4YW1wbGUub3JnAHNlY3JldA==")
    send(&transport)
    send(&transport, " SMTPUTF8")
    #expect(
      transport.clients.map(\.transmissionType) == ["SMTP", "ESMTP", "UTF8SMTP", "ESMTPS", "ESMTPSA", "UTF8SMTPSA"])
    #expect(transport.clients.last?.authenticatedUser == "alice@example.org")
    #expect(transport.clients.last?.tls?.version == "TLSv1.3")
  }

  @Test func tlsForgetsWhatWasSaidInTheClear() throws {
    var configuration = try DialogueSetup.plain()
    configuration.offersTLS = true
    var transport = try SessionTransport.open(configuration)
    transport.say("EHLO in-the-clear.example", "STARTTLS")
    try transport.startTLS()
    #expect(transport.session.client.helo.isEmpty)
  }

  @Test mutating func xforwardHoldsForOneMessage() throws {
    var configuration = try DialogueSetup.plain()
    configuration.xforwardNetworks = [try #require(anywhere)]
    var transport = try SessionTransport.open(configuration)
    transport.say("EHLO filter.example", "XFORWARD ADDR=IPV6:2001:db8::9 PORT=4711 HELO=spike.example PROTO=SMTP")
    send(&transport)
    send(&transport)
    let first = try #require(transport.clients.first)
    #expect(first.address == IPAddress("2001:db8::9"))
    #expect(first.port == 4711)
    #expect(first.helo == "spike.example")
    #expect(first.transmissionType == "SMTP")
    #expect(transport.clients.last?.address == IPAddress("192.0.2.7"))
    #expect(transport.clients.last?.helo == "filter.example")
  }

  @Test mutating func xclientHoldsForTheConnection() throws {
    var configuration = try DialogueSetup.plain()
    configuration.xclientNetworks = [try #require(anywhere)]
    var transport = try SessionTransport.open(configuration)
    transport.say("XCLIENT ADDR=203.0.113.9 PORT=4711 HELO=spike.example")
    transport.say("EHLO proxy.example")
    send(&transport)
    send(&transport)
    #expect(transport.clients.map(\.address.description) == ["203.0.113.9", "203.0.113.9"])
    #expect(transport.clients.map(\.helo) == ["spike.example", "spike.example"])
  }

  @Test mutating func proxyNamesTheClient() throws {
    var configuration = try DialogueSetup.plain()
    configuration.proxyNetworks = [try #require(anywhere)]
    var transport = try SessionTransport.open(configuration)
    let answer = transport.say("PROXY TCP6 ::ffff:203.0.113.9 2001:db8::1 4711 25")
    #expect(answer == ["220 mx.example.org ESMTP Martlet"])
    transport.say("EHLO client.example")
    send(&transport)
    #expect(transport.clients.first?.address == IPAddress("203.0.113.9"))
    #expect(transport.clients.first?.port == 4711)
  }
}
