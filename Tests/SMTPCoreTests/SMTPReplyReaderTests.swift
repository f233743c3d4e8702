import MailTypes
import SMTPCore
import Testing

@Suite struct SMTPReplyReaderTests {
  private func read(_ text: String) throws -> [SMTPReply] {
    var reader = SMTPReplyReader()
    var input = Array(text.utf8)[...]
    var replies: [SMTPReply] = []
    while let reply = try reader.read(&input) { replies.append(reply) }
    return replies
  }

  @Test func theEnhancedCodeIsTakenOffEveryLine() throws {
    let reply = SMTPReply(550, EnhancedStatusCode(5, 7, 1), lines: ["Not you", "see https://example.org"])
    #expect(try read("550-5.7.1 Not you\r\n550 5.7.1 see https://example.org\r\n") == [reply])
  }

  @Test func aNumberOfAnotherClassIsText() throws {
    #expect(try read("250 5.7.1 is a version\r\n") == [SMTPReply(250, nil, "5.7.1 is a version")])
  }

  @Test func aBareCodeAndABareLineFeedWillDo() throws {
    #expect(try read("250\n354\r\n") == [SMTPReply(250, nil, ""), SMTPReply(354, nil, "")])
  }

  @Test func controlCharactersNeverReachALog() throws {
    #expect(try read("550 a\u{1B}[2J\rb\u{7F}\r\n").first?.lines == ["a?[2J?b?"])
  }

  @Test(arguments: ["hello\r\n", "25 Ok\r\n", "650 Ok\r\n", "150 Ok\r\n", "2x0 Ok\r\n", "250_Ok\r\n", "\r\n", "-250 Ok\r\n"])
  func whatIsNoReplyIsAnError(_ text: String) {
    #expect(throws: SMTPProtocolError.self) { try read(text) }
  }

  @Test func aLineWithoutEndIsGivenUp() {
    #expect(throws: SMTPProtocolError.lineTooLong(limit: SMTPReplyReader.maximumLineLength)) {
      try read(String(repeating: "2", count: 100_000))
    }
  }

  @Test func aReplyWithoutEndIsGivenUp() {
    #expect(throws: SMTPProtocolError.tooManyLines(limit: SMTPReplyReader.maximumLines)) {
      try read(String(repeating: "250-more\r\n", count: 1000))
    }
  }
}
