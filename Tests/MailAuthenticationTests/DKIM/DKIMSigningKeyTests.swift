import MailAuthentication
import MailTypes
import Testing

@Suite("DKIM keys")
struct DKIMSigningKeyTests {
  @Test("A key written as PKCS #8 is the same key when it is read", arguments: DKIMSigningKey.Kind.allCases)
  func pem(kind: DKIMSigningKey.Kind) throws {
    let key = try DKIMSigningKey(kind)
    let read = try DKIMSigningKey(pem: key.pem)
    #expect(read.recordText == key.recordText)
    #expect(key.pem.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
  }

  @Test("The private key of RFC 8463 Appendix A.2 gives the record printed there")
  func recordOfTheStandard() throws {
    // RFC 8032 §7.1, test 1, which RFC 8463 takes.
    let pem = """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
      -----END PRIVATE KEY-----
      """
    let key = try DKIMSigningKey(pem: pem)
    #expect(key.recordText == "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
    #expect(key.pem == pem)
  }

  @Test("What is no private key is refused in words")
  func refused() {
    for text in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "-----BEGIN PUBLIC KEY-----"] {
      #expect(throws: DKIMSigningKey.Failure.notAPrivateKey) { try DKIMSigningKey(pem: text) }
    }
  }

  @Test("A record is printed as strings of at most 255 octets that a zone file takes")
  func zoneText() throws {
    let text = "v=DKIM1; p=" + String(repeating: "A", count: 500)
    let record = KeyRecordText(name: "s1._domainkey.example.org", text: text)
    #expect(record.strings.map(\.utf8.count) == [255, 255, 1])
    #expect(record.strings.joined() == text)
    let lines = "\(record)".split(separator: "\n").map(String.init)
    #expect(lines.first == "s1._domainkey.example.org. IN TXT (")
    #expect(lines.last == ")")
    #expect(lines.dropFirst().dropLast().map { String($0.dropFirst(3).dropLast()) } == record.strings)
    #expect("\(KeyRecordText(name: "a", text: "v=DKIM1"))" == "a. IN TXT \"v=DKIM1\"")
  }
}
