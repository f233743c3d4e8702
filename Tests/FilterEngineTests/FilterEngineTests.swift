import FilterPolicy
import Foundation
import MailTypes
import Testing

@testable import FilterEngine

@Suite("Filter engine")
struct FilterEngineTests {
  private func scan(_ message: String, resolver: (any DNSResolver)? = nil, subject: ScanSubject = ScanFixture.subject()) async
    -> Findings
  {
    await MessageScanner(resolver: resolver).scan(subject, content: Array(message.utf8))
  }

  @Test(
    "The reverse name is confirmed by asking back (RFC 8601 §3)",
    arguments: [
      (
        ["1.2.0.192.in-addr.arpa": ["a.example.net"], "a.example.net": ["192.0.2.1"]],
        ReverseLookup(result: .pass, name: "a.example.net")
      ),
      (
        [
          "1.2.0.192.in-addr.arpa": ["a.example.net", "b.example.net"], "a.example.net": ["192.0.2.9"],
          "b.example.net": ["192.0.2.1"],
        ],
        ReverseLookup(result: .pass, name: "b.example.net")
      ),
      (
        ["1.2.0.192.in-addr.arpa": ["a.example.net"], "a.example.net": ["192.0.2.9"]],
        ReverseLookup(result: .fail, name: "a.example.net")
      ),
      ([:], ReverseLookup(result: .permerror)),
      (["1.2.0.192.in-addr.arpa": ["TIMEOUT"]], ReverseLookup(result: .temperror)),
      (
        ["1.2.0.192.in-addr.arpa": ["a.example.net"], "a.example.net": ["TIMEOUT"]],
        ReverseLookup(result: .temperror, name: "a.example.net")
      ),
      (["1.2.0.192.in-addr.arpa": ["evil;SFV:SKN\r\n", "x y"]], ReverseLookup(result: .permerror)),
    ])
  func reverse(records: [String: [String]], expected: ReverseLookup) async {
    #expect(await scan("Subject: x\r\n\r\n", resolver: RecordResolver(records: records)).authentication.iprev == expected)
  }

  @Test("A zone that lists thousands of names costs a handful of questions")
  func reverseIsBounded() async throws {
    let resolver = CountingResolver(
      records: RecordResolver(records: ["1.2.0.192.in-addr.arpa": (0..<5000).map { "n\($0).example.net" }]))
    _ = await ReverseLookup.of(try #require(IPAddress("192.0.2.1")), resolver: resolver)
    #expect(await resolver.count == 1 + ReverseLookup.nameLimit)
  }

  @Test(
    "The test string for spam filters is high confidence spam, however it is encoded",
    arguments: [
      "Subject: x\r\n\r\nXJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r\n",
      "Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\nWEpTKkM0SkRCUUFETjEuTlNCTjMqMklETkVOKkdUVUJFLVNUQU5EQVJELUFOVEktVUJFLVRFU1QtRU1B\r\nSUwqQy4zNFg=\r\n",
      "Content-Type: text/html\r\n\r\n<p>XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-<b>UBE</b>-TEST-EMAIL*C.34X</p>",
    ])
  func testString(message: String) async throws {
    let findings = await scan(message)
    #expect(findings.signals.contains { $0.id == "test.gtube" })
    let recipient = try #require(EmailAddress("user@example.org"))
    #expect(ScanFixture.decision(findings, recipient: recipient).verdict == .highConfidenceSpam)
  }

  @Test("The entities are what lists and searches need")
  func entities() async {
    let message = """
      From: "Jo" <Jo@Example.net>\r
      Reply-To: other@example.com\r
      Content-Type: multipart/mixed; boundary=x\r
      \r
      --x\r
      \r
      see https://One.example/a?b=http://two.example/ and http://one.example:81/ and HTTP://1.2.3.4\r
      --x\r
      Content-Type: application/pdf; name=a.pdf\r
      Content-Transfer-Encoding: base64\r
      \r
      YWJj\r
      --x--\r

      """
    let entities = await scan(message).entities
    #expect((entities.from, entities.fromName, entities.replyTo) == ("Jo@Example.net", "Jo", "other@example.com"))
    #expect(entities.urls == ["https://one.example/a?b=http://two.example/", "http://one.example:81/", "http://1.2.3.4/"])
    #expect(entities.domains == ["one.example", "1.2.3.4"])
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(entities.attachments == [Entities.Attachment(name: "a.pdf", type: "application/pdf", sha256: digest)])
  }

  @Test("Every signal that is found is declared, once, with that weight and sentence")
  func declared() async {
    let declarations = MessageScanner.checks.flatMap { $0.declarations }
    #expect(Set(declarations.map { $0.id }).count == declarations.count)
    let findings = await scan("Subject: URGENT WINNER!!!\r\n\r\n<form> act now http://1.2.3.4:81/")
    for signal in findings.signals {
      #expect(declarations.contains { $0.id == signal.id && $0.weight == signal.weight && $0.sentence == signal.sentence })
    }
    #expect(findings.spamScore == Findings.sum(of: findings.signals))
    #expect(findings.probabilities.spam == SpamScale.probability(ofScore: findings.spamScore))
  }

  @Test("The manual lists the signals as they are declared")
  func manual() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let manual = try String(contentsOf: root.appendingPathComponent("Docs/scoring.md"), encoding: .utf8)
    let table = MessageScanner.checks.flatMap { $0.declarations }.map { "| `\($0.id)` | \($0.weight) | \($0.sentence) |\n" }
      .joined()
    #expect(manual.contains(table), "Docs/scoring.md should hold:\n\(table)")
  }

  @Test(
    "Messages that mean harm to the reader still get findings",
    arguments: [
      "", "\r\n", "<", "</", "&", "http://", "http:///", "://", "https://[", "https://@", "<script", "<script></",
      "<style></styl", "<!", "Subject: =?", "From: <",
      "Content-Type: multipart/mixed; boundary=\"\r\n\r\n", String(repeating: "<a ", count: 20_000),
      String(repeating: "http://", count: 20_000),
      String(repeating: "http:///", count: 20_000), String(repeating: "(", count: 50_000),
      "From: " + String(repeating: "\"", count: 50_000),
      "Content-Type: text/html\r\n\r\n" + String(repeating: "<style><style>", count: 20_000),
      "Subject: " + String(repeating: "=?", count: 50_000), String(repeating: "http://a@", count: 20_000),
    ])
  func hostile(message: String) async {
    let findings = await scan(message)
    #expect(findings.spamScore.isFinite)
    #expect((0...1).contains(findings.probabilities.spam))
    #expect(findings.entities.urls.count <= 100)
  }

  @Test(
    "Phrases are found across line ends, whatever stands between, as whole words, and nothing else is",
    arguments: [
      ("click  \r\n here to verify", [true, false]), ("clickhere", [false, false]), ("xviagra", [false, false]),
      ("specialist", [false, false]), ("viagra (viagra!)", [false, true]),
      ("viagr", [false, false]),
      ("click here viagra", [true, true]), ("CLICK HERE", [false, false]), ("", [false, false]),
    ])
  func phrases(text: String, expected: [Bool]) {
    let matcher = PhraseMatcher([["click here", "here to"], ["viagra", "agra x", "cialis"]])
    #expect(matcher.firstMatches(in: Array(text.utf8), groupCount: 2).map { $0 != nil } == expected)
  }
}

/// PTR and address records by name.
private struct RecordResolver: DNSResolver {
  let records: [String: [String]]

  func resolve(_ question: DNSQuestion) async -> DNSAnswer {
    guard let values = records[question.name], !values.isEmpty else { return .nameError }
    if values == ["TIMEOUT"] { return .timeout }
    return .records(values.map { value in IPAddress(value).map { .address($0) } ?? .name(value) }, isSecure: false)
  }
}

private actor CountingResolver: DNSResolver {
  private let records: RecordResolver
  private(set) var count = 0

  init(records: RecordResolver) { self.records = records }

  func resolve(_ question: DNSQuestion) async -> DNSAnswer {
    count += 1
    return await records.resolve(question)
  }
}
