import FilterPolicy
import InternetMessage
import MailAuthentication
import MailTypes

/// Senders with domains of their own, all with one key: `sender0.example`, `sender1.example` …
struct Sender {
  let key: DKIMSigningKey

  /// The message of one sender, signed, and the envelope it comes in.
  func mail(_ number: Int, body: String) throws -> (subject: ScanSubject, content: [UInt8]) {
    let text =
      "From: A <a@sender\(number).example>\r\nTo: b@bench.test\r\nSubject: Hello\r\nMessage-ID: <\(number)@sender\(number).example>\r\n"
      + "Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n\r\n" + body
    guard let domain = DomainName("sender\(number).example"), let selector = DomainName("s"),
      let sender = EmailAddress("a@sender\(number).example"), let recipient = EmailAddress("b@bench.test"),
      let client = IPAddress("192.0.2.1")
    else { throw BenchmarkError.fixedNames }
    let time = UTCTime(microseconds: 1_704_067_200_000_000)
    let fields = try DKIMSigner(domain: domain, selectors: [.init(selector, key)])
      .sign(SignedMessage(Array(text.utf8)), at: time)
    let subject = ScanSubject(
      traceID: TraceID(),
      client: ClientFacts(address: client, port: 25, helo: "mail.sender\(number).example", listener: "bench"),
      envelope: Envelope(reversePath: .mailbox(sender), recipients: [Envelope.Recipient(recipient)]),
      receivedAt: time.microseconds, hostname: "mx.bench.test")
    return (subject, Array((fields.joined(separator: "\r\n") + "\r\n" + text).utf8))
  }

  /// The number in a name of theirs.
  static func number(inName name: String) -> Int? {
    name.split(separator: ".").lazy.compactMap { $0.hasPrefix("sender") ? Int($0.dropFirst(6)) : nil }.first
  }
}

enum BenchmarkError: Error {
  case fixedNames
}
