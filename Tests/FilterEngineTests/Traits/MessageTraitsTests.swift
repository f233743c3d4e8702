import FilterPolicy
import MailTypes
import Testing

@testable import FilterEngine

/// eop-spec §3.4: which messages have what the advanced spam filter minds. What a policy does about it is for the tests of
/// policies; more pages are compared with a browser in `BrowserAgreementTests`.
@Suite("Traits of messages")
struct MessageTraitsTests {
  /// A row: a body that has the trait, and bodies that only look like it.
  struct Row: CustomTestStringConvertible {
    let kind: MessageTrait.Kind
    let having: [String]
    let lacking: [String]

    var testDescription: String { kind.rawValue }

    init(_ kind: MessageTrait.Kind, having: [String], lacking: [String]) {
      self.kind = kind
      self.having = having
      self.lacking = lacking
    }
  }

  static let rows = [
    Row(
      .bizOrInfoLink,
      having: [
        "<a href='http://shop.example.biz/'>go</a>", "see http://example.info now", "<a href='//EXAMPLE.BIZ'>go</a>",
        "<a href='http://example.info.pl/'>go</a>", "<a href='http://ex%61mple.b&#105;z/'>go</a>",
        "<a href='https://www.google.com/url?q=http%3A%2F%2Fexample.biz%2F'>go</a>", "<a href='http://example.biz./'>go</a>",
      ],
      lacking: [
        "<a href='http://biz.example.com/'>go</a>", "<a href='http://example.com/a.biz'>go</a>",
        "<a href='http://example.bizz/'>go</a>", "<!-- <a href='http://example.biz/'>go</a> -->", "biz and info",
        "<a href='http://info.pl/'>go</a>", "<a href='http://example.com/?q=example.info'>go</a>",
      ]),
    Row(
      .imageLink,
      having: [
        "<img src='http://example.net/a.png'>", "<img src=' HTTPS://example.net/a.png'>", "<img src='//example.net/a.png'>",
        "<base href='http://example.net/'><img src='a.png'>", "<img srcset='https://example.net/a.png 2x'>",
        "<table background='http://example.net/a.png'><tr><td>x</table>",
        "<p style='background:url(\"https://example.net/a.png\")'>x</p>", "<IMAGE src='http://example.net/a.png'>",
        "<video poster='https://example.net/a.png'></video>",
        "<picture><source srcset='https://example.net/a.png'><img src='cid:a'></picture>",
        "<img srcset='cid:b 1x, https://example.net/a.png 2x'>",
        "<p style='background:linear-gradient(red,blue),url(https://example.net/a.png)'>x</p>",
        "<img src='h\nttp://example.net/a.png'>",
      ],
      lacking: [
        "<img src='cid:a@example.net'>", "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "<img src='a.png'>",
        "<!-- <img src='http://example.net/a.png'> -->", "&lt;img src='http://example.net/a.png'&gt;",
        "<a href='http://example.net/a.png'>picture</a>", "<template><img src='http://example.net/a.png'></template>",
      ]),
    Row(
      .numericLink,
      having: [
        "<a href='http://192.0.2.7/x'>go</a>", "<a href='http://3221225991/'>go</a>", "<a href='http://0xC0000207/'>go</a>",
        "<a href='http://0300.0.02.07/'>go</a>", "<a href='http://[2001:db8::7]/'>go</a>", "go to http://192.0.2.7/login",
        "<a href='http://user@192.0.2.7/'>go</a>", "<a href='http://192.0.2.7.:80/'>go</a>",
      ],
      lacking: [
        "<a href='http://192.0.2.7.example.com/'>go</a>", "<a href='http://example.com/192.0.2.7'>go</a>", "192.0.2.7",
        "<a href='http://a192.example.com'>go</a>", "version 1.2.3.4 is out",
        "<!-- <a href='http://192.0.2.7/x'>go</a> -->",
      ]),
    Row(
      .otherPort,
      having: [
        "<a href='http://example.com:8081/'>go</a>", "<a href='https://example.com:80801'>x</a> http://example.com:81/",
        "<a href='http://example.com:000444/'>go</a>",
      ],
      lacking: [
        "<a href='http://example.com:80/'>go</a>", "<a href='http://example.com:8080/'>go</a>",
        "<a href='https://example.com:443/'>go</a>", "<a href='http://example.com:/'>go</a>",
        "<a href='http://example.com/:81'>go</a>", "<a href='http://a:81@example.com/'>go</a>",
      ]),
    Row(
      .script,
      having: [
        "<script>a()</script>", "<p onmouseover='a()'>x</p>", "<a href='jav&#x0A;ascript:a()'>x</a>",
        "<a href='vbscript:a'>x</a>", "<svg><script>a()</script></svg>", "<svg onload=a()>",
        "<iframe srcdoc='<script>a()</script>'></iframe>",
        "<iframe src='data:text/html,%3Cscript%3Ea()%3C/script%3E'></iframe>",
        "<iframe src='data:text/html;base64,PHNjcmlwdD5hKCk8L3NjcmlwdD4='></iframe>", "<form action='javascript:a()'></form>",
      ],
      lacking: [
        "<!-- <script>a()</script> -->", "&lt;script&gt;a()&lt;/script&gt;", "<textarea><script>a()</script></textarea>",
        "<p title='<script>'>x</p>", "<script type='application/ld+json'>{}</script>",
        "<div style='display:none'><template><script>a()</script></template></div>",
        "<template><script>a()</script></template>", "javascript:a()",
        "<a href='https://example.com/?javascript:a()'>x</a>", "<iframe srcdoc='&amp;lt;script>'></iframe>",
        "<scripts>x</scripts>",
      ]),
    Row(
      .object, having: ["<object data='x'></object>", "<OBJECT>x", "<iframe srcdoc='<object>'></iframe>"],
      lacking: ["<!--<object>-->", "&lt;object&gt;", "<objects>x</objects>", "<xmp><object></xmp>", "an object"]),
    Row(
      .frame,
      having: ["<iframe src='x'></iframe>", "<frameset><frame src='x'></frameset>", "<IFRAME/src=x>"],
      lacking: [
        "<!--<iframe>-->", "&lt;iframe&gt;", "<frame src='x'>", "<textarea><iframe></textarea>", "<noframes>x</noframes>",
      ]),
    Row(
      .embed, having: ["<embed src='x'>", "<EMBED>", "<iframe srcdoc='<embed>'></iframe>"],
      lacking: ["<!--<embed>-->", "&lt;embed&gt;", "<embedded>x</embedded>", "<title><embed></title>"]),
    Row(
      .form, having: ["<form action='x'><input></form>", "<FORM>", "<iframe srcdoc='<form>'></iframe>"],
      lacking: [
        "<!--<form>-->", "&lt;form&gt;", "<input name='q'>", "<formula>x</formula>", "<template><form></form></template>",
      ]),
    Row(
      .webBug,
      having: [
        "<img src='http://example.net/a.gif' width=1 height=1>", "<img src='http://example.net/a.gif' width='0' height='1px'>",
        "<img src='http://example.net/a.gif' style='width:1px;height:1px'>",
        "<img src='http://example.net/a.gif' style='display:none'>",
        "<div style='visibility:hidden'><img src='http://example.net/a.gif'></div>",
        "<style>.b{width:1px;height:1px}</style><img class=b src='http://example.net/a.gif'>",
        "<p style='position:absolute;left:-9000px'><img src='http://example.net/a.gif'></p>",
      ],
      lacking: [
        "<img src='cid:a' width=1 height=1>", "<img src='http://example.net/a.gif' width=100 height=1>",
        "<img src='http://example.net/a.gif' width=10 height=10>",
        "<!-- <img src='http://example.net/a.gif' width=1 height=1> -->",
        "<img src='http://example.net/a.gif' width=1 height=1 style='width:90px;height:20px'>",
        "<img src='http://example.net/a.gif'>",
      ]),
    Row(
      .sensitiveWord,
      having: ["Buy replica watches!", "REPLICA<br>Watches", "rep&#8203;lica  --  watches", "<b>repl</b>ica watches"],
      lacking: ["replicas watches", "replica of watches", "<p style='display:none'>replica watches</p>", "watches"]),
  ]

  private func traits(_ body: String, subject: String = "Hello") async -> [MessageTrait] {
    let message = """
      From: a@example.net\r\nSubject: \(subject)\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\(body)\r\n
      """
    return await scan(Array(message.utf8))
  }

  private func scan(_ content: [UInt8], from sender: ReversePath = .null) async -> [MessageTrait] {
    var subject = ScanFixture.subject()
    subject.sensitiveWords = SensitiveWords().all.sorted()
    subject.envelope.reversePath = sender
    return await MessageScanner(resolver: nil).scan(subject, content: content).traits ?? []
  }

  @Test("What has a trait is said to, in whatever way it is written; what only looks like it is not", arguments: rows)
  func table(row: Row) async {
    #expect(row.lacking.count >= 3)
    for body in row.having {
      let kinds = await traits(body).map(\.kind)
      #expect(kinds.contains(row.kind), "\(body)")
    }
    for body in row.lacking {
      let kinds = await traits(body).map(\.kind)
      #expect(!kinds.contains(row.kind), "\(body)")
    }
  }

  @Test("A message is empty without subject, text, picture, link and attachment only")
  func empty() async {
    func isEmpty(_ message: String) async -> Bool { await scan(Array(message.utf8)).contains { $0.kind == .empty } }
    #expect(await isEmpty("From: a@example.net\r\n\r\n"))
    #expect(await isEmpty("From: a@example.net\r\nSubject:  \r\n\r\n \r\n\r\n"))
    let html = "From: a@example.net\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
    #expect(await isEmpty(html + "<p style='display:none'>x</p><!-- x -->"))
    #expect(await !isEmpty("From: a@example.net\r\nSubject: x\r\n\r\n"))
    #expect(await !isEmpty("From: a@example.net\r\n\r\nx\r\n"))
    #expect(await !isEmpty(html + "<img src='cid:a'>"))
    #expect(
      await !isEmpty(
        "From: a@example.net\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.4\r\n"))
  }

  @Test("Details are one short line, and there is one trait of each kind")
  func details() async {
    let body = String(repeating: "<a href='http://example.biz/\(String(repeating: "x", count: 500))'>go</a><form>", count: 50)
    let traits = await traits(body)
    #expect(Set(traits.map(\.kind)).count == traits.count)
    #expect(traits.allSatisfy { ($0.detail ?? "").unicodeScalars.count <= MessageTrait.detailLimit })
  }

  @Test("Sensitive words are found in the subject too, and each once")
  func subject() async {
    let traits = await traits("online casino, online casino", subject: "Replica: watches")
    #expect(Set(traits.map(\.detail)) == ["replica watches", "online casino"])
    #expect(traits.count == 2)
  }

  @Test("Letters outside ASCII are folded as well")
  func unicodeWords() {
    let matcher = SensitiveWordMatcher(["große пирог", "übung"])
    #expect(matcher.words(in: WordText.folded(Array("GROSSE Große—ПИРОГ! Übung".utf8))) == ["große пирог", "übung"])
    #expect(matcher.words(in: WordText.folded(Array("Übungen große, kleine".utf8))).isEmpty)
    #expect(SensitiveWordMatcher([]).words(in: Array("x".utf8)).isEmpty)
    #expect(SensitiveWordMatcher(["--"]).words(in: Array("-- x".utf8)).isEmpty)
  }

  @Test("Ten thousand words are looked for at once")
  func manyWords() {
    let matcher = SensitiveWordMatcher((0..<10_000).map { "word\($0) phrase\($0 % 97)" })
    #expect(matcher.words(in: WordText.folded(Array("a word4711 phrase55 b".utf8))) == ["word4711 phrase55"])
  }

  @Test("A report on a failed delivery names the message that it returns")
  func bounces() async {
    let report = """
      From: Mail System <mailer-daemon@example.net>\r\nMIME-Version: 1.0\r\nSubject: Undeliverable\r\n\
      Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n\
      --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\nAction: failed\r\n\
      --b\r\nContent-Type: TYPE\r\n\r\nMessage-ID: <1@example.org>\r\nSubject: x\r\n\r\n--b--\r\n
      """
    func bounce(_ text: String, from sender: ReversePath = .null) async -> MessageTrait? {
      await scan(Array(text.utf8), from: sender).first { $0.kind == .bounce }
    }
    for type in ["message/rfc822", "text/rfc822-headers"] {
      #expect(await bounce(report.replacing("TYPE", with: type))?.detail == "1@example.org", "\(type)")
    }
    let text = "From: MAILER-DAEMON@example.net\r\n\r\nYour message\r\n> not this <2@x>\r\nMessage-Id: <1@example.org>\r\n"
    #expect(await bounce(text)?.detail == "1@example.org")
    // A postmaster who writes about something else, and a message that is only late.
    #expect(await bounce("From: postmaster@example.net\r\n\r\nYour mailbox is full.\r\n") == nil)
    let late = report.replacing("TYPE", with: "message/rfc822").replacing("Action: failed", with: "Action: delayed")
    #expect(await bounce(late) == nil)
    // Somebody who only writes about bounces, and an answer that was made by a machine.
    let sender = ReversePath.mailbox(EmailAddress("a@example.net")!)
    #expect(await bounce(report.replacing("TYPE", with: "message/rfc822"), from: sender) == nil)
    #expect(await bounce("From: a@example.net\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.\r\n") == nil)
  }
}
