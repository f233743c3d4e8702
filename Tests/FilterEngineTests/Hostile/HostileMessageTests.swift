import ContentAnalysis
import FilterPolicy
import InternetMessage
import MartletTestKit
import Testing

@testable import FilterEngine

/// Messages that are built to cost more than they should. Each is read to its end, judged, and said to be what it is.
@Suite("Hostile messages", .serialized)
struct HostileMessageTests {
  @Test("What is out of all proportion is named, and the message is judged", arguments: HostileMessage.all)
  func judged(message: HostileMessage) async {
    let findings = await MessageScanner(resolver: nil).scan(ScanFixture.subject(), content: message.make())
    let signal = findings.signals.first { $0.id == message.signal }
    #expect(signal != nil)
    #expect(message.detail.isEmpty || signal?.detail?.contains(message.detail) == true)
    #expect((0...1).contains(findings.probabilities.spam))
  }

  @Test("50 MB of base 64 in one line are decoded, and the line is noted as too long")
  func oneLine() throws {
    let message = try #require(HostileMessage.all.first { $0.description.hasPrefix("50 MB") })
    let facts = ContentAnalyzer.analyze(Message(message.make()))
    #expect(facts.defects.contains(.lineTooLong))
    #expect(facts.attachments.map { $0.size } == [37_500_000])
  }
}
