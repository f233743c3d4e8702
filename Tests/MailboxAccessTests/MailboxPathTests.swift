import MailTypes
import MailboxAccess
import Testing

@Suite struct MailboxPathTests {
  @Test(
    arguments: [
      ("bob@example.net", "example.net/bob"),
      ("Bob.Smith+x@Example.NET", "example.net/bob.smith+x"),
      (#""../../etc/passwd"@example.net"#, "example.net/%2E.%2F..%2Fetc%2Fpasswd"),
      (#"".."@example.net"#, "example.net/%2E."),
      (#""."@example.net"#, "example.net/%2E"),
      (#"".hidden"@example.net"#, "example.net/%2Ehidden"),
      (#""a b\"c\\d:e"@example.net"#, "example.net/a%20b%22c%5Cd%3Ae"),
      (#""%2E"@example.net"#, "example.net/%252e"),
      ("100%@example.net", "example.net/100%25"),
      ("a*b?c|d$e`f@example.net", "example.net/a%2Ab%3Fc%7Cd%24e%60f"),
      ("jörg@example.net", "example.net/jörg"),
      ("bob@bücher.example", "xn--bcher-kva.example/bob"),
      ("bob@[192.0.2.1]", "[192.0.2.1]/bob"),
      ("bob@[IPv6:2001:db8::1]", "[IPv6:2001:db8::1]/bob"),
    ])
  func noLocalPartLeavesItsFolder(address: String, path: String) throws {
    #expect(MailboxPath.relative(try #require(EmailAddress(address))) == path)
  }

  /// Letters a reader cannot see would give two mailboxes one name.
  @Test func invisibleLettersAreWrittenOut() throws {
    let domain = try #require(MailDomain("example.net"))
    let address = try #require(EmailAddress(localPart: "bob\u{200B}\u{85}", domain: domain))
    #expect(MailboxPath.relative(address) == "example.net/bob%E2%80%8B%C2%85")
  }

  @Test func theLongestLocalPartIsAFileName() throws {
    let domain = try #require(MailDomain("example.net"))
    for text in ["/", "İ", "ſ", "\u{1F600}"] {
      let localPart = String(repeating: text, count: 64 / text.utf8.count)
      let address = try #require(EmailAddress(localPart: localPart, domain: domain))
      let name = try #require(MailboxPath.relative(address).split(separator: "/").last)
      #expect(name.utf8.count <= 255)
    }
  }
}
