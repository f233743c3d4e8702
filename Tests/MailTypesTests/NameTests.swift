import MailTypes
import Testing

@Suite("Ids, next hops and status codes have one spelling each")
struct NameTests {
  @Test("A queue id survives its text and sorts by time")
  func queueID() throws {
    var generator = SystemRandomNumberGenerator()
    let early = QueueID(milliseconds: 1_795_000_000_000, using: &generator)
    let late = QueueID(milliseconds: 1_795_000_000_001, using: &generator)
    #expect(early < late)
    #expect(early.description < late.description)
    #expect(QueueID(early.description.lowercased()) == early)
    #expect(early.description.count == 13)
    for text in ["", "0", "ZZZZZZZZZZZZZ", "000000000000U", "0000000000000 "] { #expect(QueueID(text) == nil) }
  }

  @Test("A trace id survives its text")
  func traceID() {
    for _ in 0..<1000 {
      let id = TraceID()
      #expect(TraceID(id.description.uppercased()) == id)
      #expect(id.description.count == 36)
    }
    #expect(TraceID("00000000-0000-4000-8000-000000000001")?.description == "00000000-0000-4000-8000-000000000001")
    for text in ["", "0000000000004000800000000000000100--", "00000000-0000-4000-8000-00000000000g"] {
      #expect(TraceID(text) == nil)
    }
  }

  @Test(
    arguments: [
      ("smtp://mail.example", "smtp://mail.example:25"),
      ("smtp://[2001:db8::1]:26?tls=required", "smtp://[2001:db8::1]:26?tls=required"),
      ("lmtp://127.0.0.1", "lmtp://127.0.0.1:24"), ("lmtp:/run/dovecot/lmtp", "lmtp:/run/dovecot/lmtp"),
      ("maildir:/var/mail", "maildir:/var/mail"), ("mx:example.org?tls=none", "mx:example.org?tls=none"),
    ])
  func nextHop(text: String, written: String) throws {
    let hop = try #require(NextHop(text))
    #expect(hop.description == written)
    #expect(NextHop(written) == hop)
  }

  @Test(arguments: [
    "", "smtp://", "smtp://a:0", "smtp://a:65536", "smtp://a b", "smtp://[::1", "lmtp:relative", "maildir:x", "mx:",
    "smtp://a?tls=perhaps", "http://a",
  ])
  func badNextHop(text: String) {
    #expect(NextHop(text) == nil)
  }

  @Test("Enhanced status codes")
  func enhanced() {
    #expect(EnhancedStatusCode("5.7.1")?.description == "5.7.1")
    for text in ["", "5.7", "3.1.1", "5.7.1.1", "5.7.-1", "5.1000.1", "5..1"] { #expect(EnhancedStatusCode(text) == nil) }
  }
}
