import DNSResolution
import FilterPolicy
import Foundation
import InternetMessage
import MailAuthentication
import MailTypes

/// The messages of a corpus as their authors' domains would send them today: signed, in an envelope of the author, and with
/// SPF, DKIM, DMARC, MX and PTR records in a zone that answers at once.
struct SignedCorpus {
  struct Mail {
    let subject: ScanSubject
    let content: [UInt8]
  }

  let messages: [Mail]
  let octets: Int
  let zone: ZoneResolver
  let keys = DKIMKeyCache()

  static let selector = "bench"
  private static let client = "192.0.2.1"

  init(_ corpus: Corpus, _ subject: ScanSubject) throws {
    let key = try DKIMSigningKey(.rsa2048)
    let mails = try corpus.messages.map { stored in
      let message = SignedCorpus.withNetworkLineEnds(stored)
      let author = try SignedCorpus.author(message)
      return (author, try SignedCorpus.signed(message, author, key))
    }
    messages = mails.map { author, content in
      var subject = subject
      subject.envelope.reversePath = .mailbox(author)
      subject.client.helo = "mail.\(author.domain)"
      subject.receivedAt = Int64(Date().timeIntervalSince1970 * 1e6)
      return Mail(subject: subject, content: content)
    }
    octets = messages.reduce(0) { $0 + $1.content.count }
    let domains = Set(mails.map { "\($0.0.domain)" })
    zone = try ZoneResolver(text: Array(SignedCorpus.zone(domains, key.recordText).utf8), source: "the benchmark")
  }

  /// As SMTP brings it, whatever the files have.
  private static func withNetworkLineEnds(_ message: [UInt8]) -> [UInt8] {
    Array(
      message.filter { $0 != 0x0D }.split(separator: 0x0A, omittingEmptySubsequences: false).joined(separator: [0x0D, 0x0A]))
  }

  /// Whoever the message is from; somebody else where that is nobody, or several.
  private static func author(_ message: [UInt8]) throws -> EmailAddress {
    let authors = HeaderBlock(message).addresses("From").compactMap(\.mailbox)
    if authors.count == 1, let author = authors.first, author.domainName != nil { return author }
    guard let other = EmailAddress("nobody@sender.bench.test") else { throw UsageError("a fixed address is not understood") }
    return other
  }

  /// What has no From field cannot be signed, and stays as it is.
  private static func signed(_ message: [UInt8], _ author: EmailAddress, _ key: DKIMSigningKey) throws -> [UInt8] {
    guard !HeaderBlock(message).all("From").isEmpty else { return message }
    guard let domain = author.domainName, let name = DomainName(selector) else { throw UsageError("no domain to sign as") }
    let fields = try DKIMSigner(domain: domain, selectors: [.init(name, key)])
      .sign(SignedMessage(message), at: UTCTime(microseconds: 1_700_000_000_000_000))
    return Array(fields.joined(separator: "\r\n").utf8) + [0x0D, 0x0A] + message
  }

  private static func zone(_ domains: Set<String>, _ record: String) throws -> String {
    var zone: [String: [String: [String]]] = ["1.2.0.192.in-addr.arpa": ["PTR": ["mail.bench.test"]]]
    zone["mail.bench.test"] = ["A": [client]]
    for domain in domains {
      zone[domain] = ["TXT": ["v=spf1 a mx ip4:192.0.2.0/24 -all"], "MX": ["10 mail.\(domain)"], "A": ["198.51.100.1"]]
      zone["mail.\(domain)"] = ["A": ["198.51.100.1"]]
      zone["_dmarc.\(domain)"] = ["TXT": ["v=DMARC1; p=reject"]]
      zone["\(selector)._domainkey.\(domain)"] = ["TXT": [record]]
    }
    return String(decoding: try JSONEncoder().encode(zone), as: UTF8.self)
  }
}
