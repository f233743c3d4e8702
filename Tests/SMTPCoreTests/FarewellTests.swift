import SMTPCore
import Testing

/// How a session ends that the server ends.
struct FarewellTests {
  @Test func anIdleSessionIsToldAtOnce() throws {
    var transport = try SessionTransport.open()
    transport.say("EHLO client.example")
    transport.drain()
    let answer = transport.replies()
    #expect(answer.last == "421 4.3.2 mx.example.org shutting down, try again later")
    #expect(transport.hasEnded)
  }

  @Test func anOpenTransactionIsFinishedFirst() throws {
    var transport = try SessionTransport.open()
    transport.beginData()
    transport.drain()
    _ = transport.replies()
    let replies = transport.say("text", ".", "MAIL FROM:<carol@sender.example>")
    #expect(replies.map { $0.prefix(9) } == ["250 2.6.0", "421 4.3.2"])
    #expect(transport.messages.count == 1)
    #expect(transport.hasEnded)
  }

  @Test func silenceEndsASessionWhereverItStands() throws {
    var transport = try SessionTransport.open()
    transport.beginData()
    _ = transport.replies()
    transport.timeOut("no command for too long")
    let answer = transport.replies()
    #expect(answer == ["421 4.4.2 Timed out: no command for too long"])
    #expect(transport.hasEnded)
    #expect(transport.messages.isEmpty)
  }
}
