import MailTypes
import Testing

@Suite("IP addresses and networks")
struct IPAddressTests {
  @Test(
    arguments: [
      ("192.0.2.1", "192.0.2.1"), ("::", "::"), ("::1", "::1"), ("2001:0DB8:0:0:0:0:0:1", "2001:db8::1"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("fe80::", "fe80::"),
      ("::ffff:192.0.2.1", "192.0.2.1"), ("::FFFF:c000:0201", "192.0.2.1"), ("1:0:0:2:0:0:3:4", "1::2:0:0:3:4"),
    ])
  func canonical(text: String, written: String) throws {
    #expect(try #require(IPAddress(text)).description == written)
  }

  @Test(
    arguments: [
      "", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "1.2.3.-4", ":", ":::", "1::2::3", "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "12345::", "::+1", "g::", "fe80::1%eth0", "::1.2.3", "1:2:3:4:5:6:7::8:9",
    ])
  func invalid(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test("Octets and text name the same address")
  func octets() throws {
    for text in ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"] {
      let address = try #require(IPAddress(text))
      #expect(IPAddress(octets: address.octets) == address)
    }
    #expect(IPAddress(octets: [1, 2, 3]) == nil)
  }

  @Test("Limits per client count a /64 of IPv6")
  func clientKey() {
    #expect(IPAddress("2001:db8:1:2:3:4:5:6")?.clientKey == IPAddress("2001:db8:1:2::"))
    #expect(IPAddress("192.0.2.9")?.clientKey == IPAddress("192.0.2.9"))
  }

  @Test(
    arguments: [
      ("192.0.2.0/24", "192.0.2.255", true), ("192.0.2.0/24", "192.0.3.0", false), ("0.0.0.0/0", "203.0.113.9", true),
      ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::", false), ("::/0", "192.0.2.1", false),
      ("2001:db8::/127", "2001:db8::1", true), ("192.0.2.1", "192.0.2.1", true), ("::1", "::2", false),
    ])
  func networks(network: String, address: String, isInside: Bool) throws {
    #expect(try #require(IPNetwork(network)).contains(try #require(IPAddress(address))) == isInside)
  }

  @Test(
    "A network with bits beyond its length is a slip",
    arguments: ["10.0.0.7/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129"])
  func badNetwork(text: String) {
    #expect(IPNetwork(text) == nil)
  }

  @Test("Reverse names")
  func reverseNames() {
    #expect(IPAddress("192.0.2.1")?.reverseName == "1.2.0.192.in-addr.arpa")
    #expect(
      IPAddress("2001:db8::1")?.reverseName
        == "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")
  }
}
