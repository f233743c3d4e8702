import MailTypes
import SMTPCore
import Testing

/// What a client sends is what the delegate gets, and what was refused leaves nothing behind.
struct ContentTests {
  @Test(arguments: SessionTransport.Feeding.allCases)
  func dotStuffingIsTakenAway(feeding: SessionTransport.Feeding) throws {
    var transport = try SessionTransport.open(feeding: feeding)
    transport.beginData()
    transport.say("..", "...", ".leading", "a.b", "", ".")
    #expect(transport.messages.map { String(decoding: $0.content, as: UTF8.self) } == [".\r\n..\r\nleading\r\na.b\r\n\r\n"])
  }

  @Test(arguments: SessionTransport.Feeding.allCases)
  func chunksAreJoinedUntouched(feeding: SessionTransport.Feeding) throws {
    var transport = try SessionTransport.open(feeding: feeding)
    transport.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<alice@example.org>")
    transport.send(Array("BDAT 4\r\n..\r\nBDAT 3 LAST\r\n.\r\n".utf8))
    #expect(transport.messages.map { String(decoding: $0.content, as: UTF8.self) } == ["..\r\n.\r\n"])
  }

  @Test func aMessageLargerThanOneReadArrivesWhole() throws {
    var transport = try SessionTransport.open()
    transport.beginData()
    let line = Array((String(repeating: "x", count: 70) + "\r\n").utf8)
    let content = Array("Subject: long\r\n\r\n".utf8) + repeatElement(line, count: 5000).joined()
    transport.send(content + Array(".\r\n".utf8))
    let isUntouched = transport.messages.map(\.content) == [content]
    #expect(isUntouched)
  }

  @Test func anEndlessHeaderLineIsRefusedAndNotKept() throws {
    var transport = try SessionTransport.open()
    transport.beginData()
    _ = transport.replies()
    transport.send(Array("X-Long: ".utf8))
    for _ in 0..<1024 { transport.send(Array(repeating: UInt8(ascii: "x"), count: 1024)) }
    let answer = transport.say("", "", "body", ".")
    #expect(answer == ["552 5.3.4 Message header too large: the limit is 262144 octets"])
    #expect(transport.messages.isEmpty)
  }

  @Test func contentThatCannotBeKeptIsAnsweredAtItsEnd() throws {
    var transport = try SessionTransport.open()
    transport.beginData()
    _ = transport.replies()
    let early = transport.say("Subject: x")
    #expect(early == [])
    transport.failContent()
    let answer = transport.say("more", ".")
    #expect(answer == ["451 4.3.0 No room"])
    #expect(transport.messages.isEmpty)
  }

  @Test func aHalfMessageIsNobodysMessage() throws {
    var transport = try SessionTransport.open()
    transport.beginData()
    transport.say("Subject: half")
    transport.shut()
    #expect(transport.messages.isEmpty)
  }
}
