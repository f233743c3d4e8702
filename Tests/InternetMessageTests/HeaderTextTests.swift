import InternetMessage
import MailTypes
import Testing

@Suite("Header text")
struct HeaderTextTests {
  @Test(
    "Encoded-words are decoded as readers do",
    arguments: [
      ("plain", "plain"),
      ("=?utf-8?Q?caf=C3=A9?=", "café"),
      ("=?ISO-8859-1?q?a_b=E9?= c", "a bé c"),
      ("=?utf-8?B?aMOp?= =?utf-8?b?bGxv?=", "héllo"),
      ("=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"),
      ("=?windows-1252?q?=80=93?=", "€“"),
      ("=?utf-8*en?q?x?=", "x"),
      ("=?utf-8?q?line=0D=0ABcc: x?=", "line  Bcc: x"),
      ("=?utf-8?x?zzz?=", "=?utf-8?x?zzz?="),
      ("=?utf-8?q?unfinished", "=?utf-8?q?unfinished"),
      ("=?koi8-r?b?wcI=?=", "аб"),
      ("100 =? 200", "100 =? 200"),
    ])
  func encodedWords(raw: String, shown: String) {
    let message = Array("Subject: \(raw)\r\n\r\n".utf8)
    #expect(HeaderBlock(message).text("subject") == shown)
  }

  @Test("Raw octets are UTF-8 where they can be, else windows-1252")
  func rawOctets() {
    #expect(HeaderBlock(Array("Subject: café\r\n\r\n".utf8)).text("Subject") == "café")
    #expect(HeaderBlock(Array("Subject: caf".utf8) + [0xE9, 0x0D, 0x0A]).text("Subject") == "café")
  }

  @Test(
    "Addresses are read as leniently as they are written",
    arguments: [
      ("a@example.org", ["-|a@example.org"]),
      ("\"Doe, John\" <a@example.org>, b@example.org", ["Doe, John|a@example.org", "-|b@example.org"]),
      ("a@example.org (John (J) Doe)", ["John (J) Doe|a@example.org"]),
      ("=?utf-8?q?J=C3=B6rg?= <j@example.org>", ["Jörg|j@example.org"]),
      ("friends: a@example.org, B <b@example.org>;", ["-|a@example.org", "B|b@example.org"]),
      ("<a@example.org", ["-|a@example.org"]),
      ("\"bank@bank.example\" <x@evil.example>", ["bank@bank.example|x@evil.example"]),
      ("undisclosed-recipients:;", []),
      ("", []),
      ("John Doe", ["John Doe|"]),
      ("\"a b\"@example.org", ["-|\"a b\"@example.org"]),
    ])
  func addresses(raw: String, expected: [String]) {
    let list = HeaderAddress.list(Array(raw.utf8))
    #expect(list.map { "\($0.name ?? "-")|\($0.address)" } == expected)
  }

  @Test("A line before the first field that is none is passed over where a header plainly follows, and nowhere else")
  func strayLine() {
    let stray = HeaderBlock(Array("Loading the configuration: x.toml\r\nReturn-Path: <a@b.example>\r\nSubject: s\r\n\r\n".utf8))
    #expect(stray.defects == [.envelopeLine])
    #expect(stray.text("Subject") == "s")
    #expect(HeaderBlock(Array("some words\r\nNote: more of them\r\n\r\n".utf8)).defects == [.missingSeparator])
    let long = String(repeating: "x", count: 2_000) + "\r\nFrom: a@b.example\r\n\r\n"
    #expect(HeaderBlock(Array(long.utf8)).defects == [.missingSeparator])
  }

  @Test("What is wrong with a header is recorded")
  func defects() {
    #expect(HeaderBlock(Array("A: b\r\nno field\r\n".utf8)).defects == [.missingSeparator])
    #expect(HeaderBlock(Array("A : b\r\n\r\n".utf8)).defects == [.spaceBeforeColon])
    #expect(HeaderBlock(Array("A: b".utf8)).defects == [.endsInHeader])
    #expect(HeaderBlock(Array("From x\r\nA: \u{e9}\r\n\r\n".utf8)).defects == [.envelopeLine, .eightBit])
    let many = String(repeating: "A:\n", count: HeaderBlock.fieldLimit + 1) + "\nbody"
    let block = HeaderBlock(Array(many.utf8))
    #expect(block.defects == [.tooManyFields])
    #expect(block.fields.count == HeaderBlock.fieldLimit)
    #expect(block.bodyStart == many.utf8.count - 4)
  }
}
