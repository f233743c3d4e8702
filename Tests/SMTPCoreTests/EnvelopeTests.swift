import MailTypes
import SMTPCore
import Testing

/// What MAIL and RCPT said reaches the delegate decoded.
struct EnvelopeTests {
  private func envelope(_ mail: String, _ recipients: String...) throws -> Envelope {
    var transport = try SessionTransport.open()
    transport.say("EHLO client.example", mail)
    for recipient in recipients { transport.say(recipient) }
    transport.say("DATA", "text", ".")
    return try #require(transport.messages.first?.envelope)
  }

  @Test func dsnParameters() throws {
    let envelope = try envelope(
      "MAIL FROM:<bob@sender.example> RET=HDRS ENVID=QQ+2B314 BODY=8BITMIME SIZE=10",
      "RCPT TO:<alice@example.org> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;alice+2Blists@example.org",
      "RCPT TO:<carol@example.org> NOTIFY=NEVER", "RCPT TO:<dave@example.org>")
    #expect(envelope.notificationReturn == .headers)
    #expect(envelope.envelopeID == "QQ+314")
    #expect(envelope.is8BitMIME)
    #expect(envelope.recipients.map(\.notify) == [[.success, .failure], .never, nil])
    #expect(envelope.recipients.first?.originalRecipient == "rfc822;alice+lists@example.org")
  }

  @Test func postmasterIsOurs() throws {
    let envelope = try envelope("MAIL FROM:<>", "RCPT TO:<postMASTER>")
    #expect(envelope.recipients.map { "\($0.address)" } == ["postmaster@mx.example.org"])
    #expect(envelope.reversePath == .null)
  }

  @Test func sourceRoutesAreDropped() throws {
    let envelope = try envelope(
      "MAIL FROM:<@one.example,@two.example:bob@sender.example>", "RCPT TO:<@one.example:alice@example.org>")
    #expect("\(envelope.reversePath)" == "bob@sender.example")
    #expect(envelope.recipients.map { "\($0.address)" } == ["alice@example.org"])
  }

  @Test func internationalizedAddresses() throws {
    let envelope = try envelope("MAIL FROM:<müller@bücher.example> SMTPUTF8", "RCPT TO:<用户@example.org>")
    #expect(envelope.isSMTPUTF8)
    #expect("\(envelope.reversePath)" == "müller@xn--bcher-kva.example")
    #expect(envelope.recipients.map { "\($0.address)" } == ["用户@example.org"])
  }
}
