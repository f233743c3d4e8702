import ContentAnalysis
import FilterPolicy
import InternetMessage
import Testing

@testable import FilterEngine

/// Messages that are built to cost more than they should. Each is read to its end, judged, and said to be what it is.
@Suite("Hostile messages", .serialized)
struct HostileMessageTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Of the signal that names what is wrong, and a word of its detail.
    let signal: String
    var detail = ""
    let message: @Sendable () -> [UInt8]
  }

  private static let html = "Content-Type: text/html\r\n\r\n"
  private static let multipart = "Content-Type: multipart/mixed; boundary="
  private static let attachment =
    "Content-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"

  static let attacks: [Attack] = [
    Attack(testDescription: "100,000 parts", signal: "mime.excessive", detail: "tooManyParts") {
      Array((multipart + "b\r\n\r\n").utf8) + repeated("--b\r\n\r\nx\r\n", 100_000)
    },
    Attack(testDescription: "10,000 nested multiparts", signal: "mime.excessive", detail: "tooDeep") {
      (0..<10_000).flatMap { Array("\(multipart)b\($0)\r\n\r\n--b\($0)\r\n".utf8) }
    },
    Attack(testDescription: "10,000 nested messages", signal: "mime.excessive", detail: "tooDeep") {
      repeated("Content-Type: message/rfc822\r\n\r\n", 10_000)
    },
    Attack(testDescription: "200,000 header fields", signal: "mime.excessive", detail: "tooManyFields") {
      repeated("A: b\r\n", 200_000)
    },
    Attack(testDescription: "50,000 nested divs", signal: "html.excessive") {
      Array(html.utf8) + repeated("<div>", 50_000)
    },
    Attack(testDescription: "20,000 attributes", signal: "html.excessive") {
      Array((html + "<p").utf8) + repeated(" a=b", 20_000) + Array(">text".utf8)
    },
    Attack(testDescription: "20,000 links", signal: "html.excessive") {
      Array(html.utf8) + repeated("<a href=http://a.example/>x</a>", 20_000)
    },
    Attack(testDescription: "16 MB of zeros in 45 octets", signal: "attachment.archiveBomb") {
      Array((attachment + "QlpoOTFBWSZTWVKFPiUAgIDAAMAAAAggADCAKRoBANIBAOLuSKcKEgpQp8Sg\r\n").utf8)
    },
  ]

  private static func repeated(_ text: String, _ count: Int) -> [UInt8] {
    let unit = Array(text.utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(unit.count * count)
    for _ in 0..<count { bytes += unit }
    return bytes
  }

  @Test("What is out of all proportion is named, and the message is judged", arguments: attacks)
  func judged(attack: Attack) async {
    let findings = await MessageScanner(resolver: nil).scan(ScanFixture.subject(), content: attack.message())
    let signal = findings.signals.first { $0.id == attack.signal }
    #expect(signal != nil)
    #expect(attack.detail.isEmpty || signal?.detail?.contains(attack.detail) == true)
    #expect((0...1).contains(findings.probabilities.spam))
  }

  @Test("50 MB of base 64 in one line are decoded, the line is noted as too long, and the message is judged")
  func oneLine() async {
    let message = Array(Self.attachment.utf8) + [UInt8](repeating: UInt8(ascii: "Q"), count: 50_000_000)
    let facts = ContentAnalyzer.analyze(Message(message))
    #expect(facts.defects.contains(.lineTooLong))
    #expect(facts.attachments.map { $0.size } == [37_500_000])
    let findings = await MessageScanner(resolver: nil).scan(ScanFixture.subject(), content: message)
    #expect((0...1).contains(findings.probabilities.spam))
  }
}
