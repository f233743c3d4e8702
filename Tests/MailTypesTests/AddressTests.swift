import MailTypes
import Testing

@Suite("Mail addresses are read as RFC 5321 and RFC 6531 write them, and no other way")
struct AddressTests {
  @Test(
    arguments: [
      ("a@example.org", "a@example.org"),
      ("First.Last+tag@Example.ORG", "First.Last+tag@example.org"),
      ("\"a\"@example.org", "a@example.org"),
      ("\"a b\"@example.org", "\"a b\"@example.org"),
      ("\"a\\\"b\\\\c\"@example.org", "\"a\\\"b\\\\c\"@example.org"),
      ("\"a@b\"@example.org", "\"a@b\"@example.org"),
      ("user%other.example@example.org", "user%other.example@example.org"),
      ("other.example!user@example.org", "other.example!user@example.org"),
      ("a@[192.0.2.1]", "a@[192.0.2.1]"),
      ("a@[IPv6:2001:DB8:0:0::1]", "a@[IPv6:2001:db8::1]"),
      ("jürgen@bücher.example", "jürgen@xn--bcher-kva.example"),
    ])
  func valid(text: String, written: String) throws {
    let address = try #require(EmailAddress(text))
    #expect(address.description == written)
    #expect(EmailAddress(written) == address)
  }

  @Test(
    arguments: [
      "", "@", "a", "a@", "@example.org", ".a@example.org", "a.@example.org", "a..b@example.org", "a b@example.org",
      "a@b@example.org", "a@example..org", "a@-example.org", "a@example-.org", "a@.example.org", "a@example.org.",
      "\"\"@example.org", "\"a@example.org", "a\"b@example.org", "a@[192.0.2]", "a@[2001:db8::1]", "a@[IPv6:192.0.2.1]",
      "a@[IPv6:fe80::1%eth0]", "a\u{0}@example.org", "a\r\n@example.org", "\"a\rb\"@example.org", "<a@example.org>",
      "a@exa mple.org", "a@example.org ",
    ])
  func invalid(text: String) {
    #expect(EmailAddress(text) == nil)
  }

  @Test("A local-part has at most 64 octets, an address 254, a domain 253 and its labels 63")
  func lengths() {
    let local = String(repeating: "a", count: 64)
    #expect(EmailAddress(local + "@example.org") != nil)
    #expect(EmailAddress(local + "a@example.org") == nil)
    let quoted = String(repeating: " ", count: 62)
    #expect(EmailAddress("\"\(quoted)\"@example.org") != nil)
    #expect(EmailAddress("\"\(quoted) \"@example.org") == nil)
    #expect(DomainName(String(repeating: "a", count: 63) + ".org") != nil)
    #expect(DomainName(String(repeating: "a", count: 64) + ".org") == nil)
    let long = Array(repeating: String(repeating: "a", count: 49), count: 5).joined(separator: ".")
    #expect(DomainName(long + ".org") != nil)
    #expect(DomainName(long + ".example") == nil)
    #expect(EmailAddress("a@" + long + ".or") != nil)
    #expect(EmailAddress("ab@" + long + ".org") == nil)
  }

  @Test("Both spellings of an internationalised domain are one name")
  func internationalDomain() throws {
    #expect(DomainName("Bücher.example") == DomainName("xn--bcher-kva.EXAMPLE"))
    let parent = try #require(DomainName("example.org"))
    #expect(DomainName("a.example.org")?.isEqualOrSubdomain(of: parent) == true)
    #expect(DomainName("badexample.org")?.isEqualOrSubdomain(of: parent) == false)
    #expect(DomainName("badexample.org")?.parent == DomainName("org"))
  }
}
