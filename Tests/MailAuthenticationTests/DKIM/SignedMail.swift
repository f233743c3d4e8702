import Foundation
import MailAuthentication
import MailTypes
import Testing

/// A domain that signs, and what receivers find of it in DNS.
struct SignedMail {
  static let text = """
    From: Ann <ann@example.org>\r
    To: Bob <bob@example.net>\r
    Subject: The  quick\tbrown\r
      fox\r
    Date: Mon, 2 Nov 2026 10:00:00 +0000\r
    Message-ID: <1@example.org>\r
    \r
    One  two\t three \r
    \r
     four\r
    \r
    \r

    """

  static let time = SignatureSuite.time(1_790_000_000)

  let selector: DKIMSigner.Selector
  let domain: DomainName

  init(_ key: DKIMSigningKey, domain: String = "example.org", selector: String = "s1") throws {
    self.domain = try #require(DomainName(domain))
    self.selector = .init(try #require(DomainName(selector)), key)
  }

  /// Name and text of the published record.
  var record: (String, String) {
    let record = selector.record(domain: domain)
    return (record.name, record.strings.joined())
  }

  func signed(
    _ text: String = SignedMail.text, _ canonicalization: DKIMCanonicalization = .relaxed, lifetime: Int? = nil
  ) throws -> String {
    let signer = DKIMSigner(
      domain: domain, selectors: [selector], canonicalization: canonicalization, lifetime: lifetime)
    let fields = try signer.sign(SignedMessage(Array(text.utf8)), at: Self.time)
    return fields.map { $0 + "\r\n" }.joined() + text
  }

  /// The results for a message, with this domain's key, and other records, in DNS.
  func verify(
    _ text: String, _ records: [String: DNSAnswer] = [:], at time: UTCTime = SignedMail.time,
    _ options: DKIMOptions = DKIMOptions()
  ) async -> [DKIMResult] {
    let zone = KeyZone([record.0: KeyZone.answer(record.1)].merging(records) { $1 })
    return await DKIMVerifier(resolver: zone, now: time, options: options).verify(SignedMessage(Array(text.utf8)))
  }
}
