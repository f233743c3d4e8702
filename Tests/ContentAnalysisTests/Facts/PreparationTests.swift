import ContentAnalysis
import Foundation
import InternetMessage
import Testing

@Suite("Preparation")
struct PreparationTests {
  @Test("A process that is prepared reads codes and archives as one that is not")
  func prepared() throws {
    let cases = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appendingPathComponent("FilterEngineTests/Cases/evasion")
    let files = try FileManager.default.contentsOfDirectory(at: cases, includingPropertiesForKeys: nil)
    let picture = try #require(files.first { $0.lastPathComponent.hasSuffix("code-in-a-png.eml") })
    let archive = try #require(files.first { $0.lastPathComponent.hasSuffix("zip-with-a-turned-name.eml") })
    let messages = try [picture, archive].map { Array(try Data(contentsOf: $0)) }
    ContentAnalyzer.prepare()
    let facts = messages.map { ContentAnalyzer.analyze(Message($0)) }
    #expect(facts[0].codes == ["https://evil.example/qr"])
    #expect(facts[1].attachments.first?.has(.directionOverride) == true)
  }
}
