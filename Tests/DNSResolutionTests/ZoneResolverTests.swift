import DNSResolution
import Foundation
import MailTypes
import MartletTestKit
import Testing

@Suite struct ZoneResolverTests {
  @Test func everyZoneAnswersAsItsCaseSays() async throws {
    for file in try CaseFolder("zones").files(endingIn: ".zone") {
      let resolver = try ZoneResolver(text: [UInt8](Data(contentsOf: file)), source: file.lastPathComponent)
      let expected = file.deletingPathExtension().appendingPathExtension("expected")
      for line in try String(contentsOf: expected, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
        let sides = line.components(separatedBy: " → ")
        let question = sides[0].split(separator: " ")
        let type = try #require(DNSRecordType.allCases.first { "\($0)".uppercased() == question[1] })
        let answer = await resolver.resolve(DNSQuestion(String(question[0]), type))
        #expect(AnswerText.text(answer) == sides[1], "\(file.lastPathComponent): \(line)")
      }
    }
  }

  @Test func aBrokenZoneIsRefusedWithItsPlace() throws {
    for file in try CaseFolder("broken").files(endingIn: ".zone") {
      let expected = file.deletingPathExtension().appendingPathExtension("expected")
      let line = try String(contentsOf: expected, encoding: .utf8).trimmingCharacters(in: .newlines)
      do {
        _ = try ZoneResolver(text: [UInt8](Data(contentsOf: file)), source: file.lastPathComponent)
        Issue.record("\(file.lastPathComponent) was accepted")
      } catch {
        #expect("\(error)" == line)
      }
    }
  }

  @Test func aZoneInsideOtherJSONIsReadTheSameWay() async throws {
    struct Input: Decodable {
      let zone: ZoneResolver
    }
    let input = try JSONDecoder().decode(Input.self, from: Data(#"{"zone": {"a.example": {"A": ["192.0.2.1"]}}}"#.utf8))
    let answer = await input.zone.resolve(DNSQuestion("A.example", .a))
    #expect(AnswerText.text(answer) == "192.0.2.1")
  }

  /// No text, however cut, may end the process.
  @Test func everyPrefixOfAZoneIsAcceptedOrRefused() throws {
    for file in try CaseFolder("zones").files(endingIn: ".zone") {
      let text = [UInt8](try Data(contentsOf: file))
      for length in 0..<text.count { _ = try? ZoneResolver(text: Array(text.prefix(length)), source: "cut") }
    }
  }
}
