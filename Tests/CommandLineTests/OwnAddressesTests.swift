import GatewayConfiguration
import MailTransport
import MailTypes
import Testing

@testable import martlet

@Suite("Mail that would come back is known by the gateway's own addresses")
struct OwnAddressesTests {
  private func own(_ listeners: String...) throws -> Set<String> {
    let settings = try listeners.map { text in
      ListenerSettings(name: text, kind: .smtp, address: try #require(ListenerAddress(text)))
    }
    let interfaces = ["127.0.0.1", "192.0.2.7", "::1", "2001:db8::7"].compactMap { IPAddress($0) }
    return Set(OwnAddresses.of(settings, interfaces: { interfaces }).map { "\($0)" })
  }

  @Test("An address that listens on port 25 is ours")
  func named() throws {
    #expect(try own("192.0.2.7:25", "[2001:db8::7]:25") == ["192.0.2.7", "2001:db8::7"])
  }

  @Test("Listening on all addresses makes all of that family ours")
  func unspecified() throws {
    #expect(try own("0.0.0.0:25") == ["127.0.0.1", "192.0.2.7"])
    #expect(try own("[::]:25") == ["::1", "2001:db8::7"])
  }

  @Test("What another program hears on port 25 does not come back here")
  func otherPort() throws {
    #expect(try own("0.0.0.0:2525", "192.0.2.7:10025").isEmpty)
  }

  @Test("Further names and addresses come from the configuration")
  func aliases() throws {
    let text = "hostname: mx.example.org\nalsoKnownAs: [mx2.example.org, 203.0.113.5]\n"
    let source = ConfigurationFile.Source(bytes: Array(text.utf8), name: "martlet.yaml", folder: "/")
    let client = SMTPClientConfiguration(try ConfigurationFile(source, checkingFiles: false).settings)
    #expect(Set(client.ownNames.map(\.text)) == ["mx.example.org", "mx2.example.org"])
    #expect(client.ownAddresses.map { "\($0)" } == ["203.0.113.5"])
  }
}
