import Foundation
import MailAuthentication
import MailTypes
import Testing

@Suite("martlet check dkim and check arc")
struct SignatureCheckTests {
  private static let now = UTCTime(microseconds: 1_790_000_000_000_000)
  private static let text = "From: a@example.org\r\nTo: b@example.net\r\nSubject: words\r\n\r\nHello\r\n"

  private let selector: DKIMSigner.Selector
  private let domain: DomainName
  private let zone: String

  init() throws {
    domain = try #require(DomainName("example.org"))
    selector = .init(try #require(DomainName("s1")), try DKIMSigningKey(ed25519Seed: [UInt8](repeating: 7, count: 32)))
    zone = #"{"s1._domainkey.example.org": {"TXT": ["\#(selector.key.recordText)"]}}"#
  }

  private func signed() throws -> String {
    let signer = DKIMSigner(domain: domain, selectors: [selector])
    return try signer.sign(SignedMessage(Array(Self.text.utf8)), at: Self.now)[0] + "\r\n" + Self.text
  }

  private func sealed() async throws -> String {
    let message = SignedMessage(Array(Self.text.utf8))
    let none = await ARCValidator(resolver: NoDNS(), now: Self.now).validate(message).verdict
    let results = AuthenticationResults(authservID: "mx.example.org", results: [.init("spf", "pass")])
    let fields = try ARCSealer(domain: domain, selector: selector).seal(message, chain: none, results: results, at: Self.now)
    return fields.map { $0 + "\r\n" }.joined() + Self.text
  }

  private func line(_ message: String, _ more: String = "") -> String {
    #"{"message": "\#(Data(message.utf8).base64EncodedString())", "now": 1790000000\#(more)}"#
  }

  private func objects(_ result: CommandResult) throws -> [[String: Any]] {
    try result.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test("Each signature is answered with its result and, where it does not verify, the reason")
  func dkimBatch() throws {
    let zone = #", "zone": \#(zone)"#
    let changed = try signed().replacingOccurrences(of: "Hello", with: "Hullo")
    let lines = [
      line(try signed(), zone), line(changed, zone), line(Self.text, zone), "nonsense",
      line(try signed(), #", "zone": {"s1._domainkey.example.org": "TIMEOUT"}"#), line(try signed(), #", "zone": {}"#),
    ]
    let answers = try objects(try run(["check", "dkim", "--batch"], input: lines.joined(separator: "\n") + "\n"))
    try #require(answers.count == lines.count)
    func signature(_ index: Int) -> [String: Any]? { (answers[index]["signatures"] as? [[String: Any]])?.first }
    #expect(signature(0)?["result"] as? String == "pass")
    #expect(signature(0)?["domain"] as? String == "example.org")
    #expect(signature(0)?["selector"] as? String == "s1")
    #expect(signature(0)?["algorithm"] as? String == "ed25519-sha256")
    #expect(signature(0)?["reason"] is NSNull)
    #expect(signature(1)?["result"] as? String == "fail")
    #expect(signature(1)?["reason"] as? String == "body hash did not verify")
    #expect((answers[2]["signatures"] as? [Any])?.isEmpty == true)
    #expect(answers[3]["error"] is String)
    #expect(signature(4)?["result"] as? String == "temperror")
    #expect(signature(5)?["result"] as? String == "permerror")
  }

  @Test("A chain passes, fails or is not there")
  func arcBatch() async throws {
    let zone = #", "zone": \#(zone)"#
    let sealed = try await sealed()
    let changed = sealed.replacingOccurrences(of: "Hello", with: "Hullo")
    let lines = [line(sealed, zone), line(changed, zone), line(Self.text, zone), "{}"]
    let answers = try objects(try run(["check", "arc", "--batch"], input: lines.joined(separator: "\n") + "\n"))
    try #require(answers.count == lines.count)
    #expect(answers.prefix(3).map { $0["result"] as? String } == ["pass", "fail", "none"])
    #expect(answers[0]["instances"] as? Int == 1)
    #expect(answers[0]["reason"] is NSNull)
    #expect((answers[1]["reason"] as? String)?.contains("body hash") == true)
    #expect(answers[3]["error"] is String)
  }

  @Test("A message and a zone in files: one line for each signature")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-signed-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (message, zoneFile) = (folder.appendingPathComponent("m.eml"), folder.appendingPathComponent("zone.json"))
    // As editors save it: with the line ends of this system.
    try Data(try signed().replacingOccurrences(of: "\r\n", with: "\n").utf8).write(to: message)
    try Data(zone.utf8).write(to: zoneFile)
    let result = try run(["check", "dkim", message.path, "--zone", zoneFile.path])
    #expect(result.output == "pass d=example.org s=s1 i=@example.org a=ed25519-sha256\n", "\(result.errors)")
    #expect(try run(["check", "arc", message.path, "--zone", zoneFile.path]).output.hasPrefix("none"))
    #expect(try run(["check", "dkim", "/nowhere", "--zone", zoneFile.path]).status == 2)
  }
}

private struct NoDNS: DNSResolver {
  func resolve(_ question: DNSQuestion) async -> DNSAnswer { .nameError }
}
