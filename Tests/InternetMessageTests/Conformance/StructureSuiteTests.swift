import Foundation
import InternetMessage
import MartletTestKit
import Testing

@Suite("Conformance of structure")
struct StructureSuiteTests {
  @Test("Messages have the parts that another parser finds in them")
  func stalwart() throws {
    let folder = "mime-stalwart/eml"
    guard let names = SuiteFiles.names(in: folder, where: { $0.hasSuffix(".eml") }) else { return }
    var report = try ConformanceReport(
      suite: "mime-stalwart",
      subject: "The tree of parts of each message, as multipart, message, text, HTML or other, against Stalwart's parser.",
      reasons: try SuiteFiles.reasons("mime-stalwart"))
    for name in names {
      let expected = try #require(try SuiteFiles.json("\(folder)/\(name.dropLast(4)).json") as? [String: Any])
      let message = Message(try SuiteFiles.bytes("\(folder)/\(name)") ?? [])
      let (found, wanted) = (shape(message, 0), StalwartShape.of(expected))
      if found != wanted { print("mime-stalwart \(name): \(found) against \(wanted)") }
      report.record(String(name), agrees: found == wanted)
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  private func shape(_ message: Message, _ index: Int) -> String {
    let part = message.parts[index]
    if part.isMultipart { return "(" + part.children.map { shape(message, $0) }.joined(separator: " ") + ")" }
    if part.isMessage { return "<" + part.children.map { shape(message, $0) }.joined(separator: " ") + ">" }
    if part.contentType == "text/html" { return "html" }
    return part.isText ? "text" : "other"
  }

  @Test("Messages of other projects are read and decoded whole")
  func messages() throws {
    let folders = ["mime-nodemailer/fixtures", "mime-mikel/emails", "mime-flanker/messages", "mime-cpython/data"]
    var report = try ConformanceReport(
      suite: "mime-messages",
      subject:
        "Messages of nodemailer, mikel/mail, flanker and CPython: all of each is in its parts, and every text is valid UTF-8.")
    for folder in folders {
      guard let names = SuiteFiles.names(in: folder, where: { $0.hasSuffix(".eml") || $0.hasSuffix(".txt") }) else { return }
      for name in names {
        let message = Message(try SuiteFiles.bytes("\(folder)/\(name)") ?? [])
        report.record("\(folder.split(separator: "/")[0])/\(name)", agrees: isWhole(message))
      }
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  /// Every part lies within the one it stands in, and the bodies of one part do not overlap.
  private func isWhole(_ message: Message) -> Bool {
    message.parts.allSatisfy { part in
      let bodies = part.children.map { message.parts[$0] }.filter { $0.header.fields.isEmpty == false }
      let isOrdered = zip(bodies, bodies.dropFirst()).allSatisfy { $0.body.upperBound <= $1.body.lowerBound }
      return isOrdered && String(validating: message.text(part), as: UTF8.self) != nil
    } && message.parts.first?.body.upperBound == message.bytes.count
  }
}

/// The shape of a message in the suite's own description.
enum StalwartShape {
  static func of(_ message: [String: Any]) -> String {
    let parts = message["parts"] as? [[String: Any]] ?? []
    return parts.isEmpty ? "" : shape(0, of: parts)
  }

  private static func shape(_ index: Int, of parts: [[String: Any]]) -> String {
    let body = parts[index]["body"] as? [String: Any] ?? [:]
    if let children = body["Multipart"] as? [Int] {
      return "(" + children.map { shape($0, of: parts) }.joined(separator: " ") + ")"
    }
    if let message = body["Message"] as? [String: Any] { return "<" + of(message) + ">" }
    if body["Html"] != nil { return "html" }
    return body["Text"] != nil ? "text" : "other"
  }
}
