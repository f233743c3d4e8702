import ContentAnalysis
import Foundation
import InternetMessage
import MailTypes
import MartletTestKit
import Testing

@Suite("Banners")
struct BannerTests {
  private static let folder = CaseFolder("banner", besideFile: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path)
  private static let sentences = [
    "[außen] This message came from outside the organization.",
    #"You don't often get email from "<b>&"@partner.example, whose name is so long that it needs a second line."#,
  ]

  /// The message with the banner, or why it has none.
  private func written(_ message: [UInt8]) -> Result<[UInt8], Refused> {
    switch BannerFinder.places(in: Message(message)) {
    case .obstacle(let obstacle): return .failure(Refused(obstacle: obstacle))
    case .places(let places):
      let writer = BannerWriter(Self.sentences)
      return .success(BannerBench.applied(places.map(writer.edit), to: message))
    }
  }

  private struct Refused: Error {
    let obstacle: BannerObstacle
  }

  private func lines(_ file: URL) throws -> [UInt8] {
    Array(try Data(contentsOf: file)).flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
  }

  @Test("What each message becomes, byte for byte", arguments: try folder.files(endingIn: ".eml"))
  func cases(file: URL) throws {
    let expected = file.deletingPathExtension().appendingPathExtension("expected")
    let text: [UInt8]
    switch written(try lines(file)) {
    case .success(let message): text = message.filter { $0 != 0x0D }
    case .failure(let refused): text = Array("\(refused.obstacle): \(refused.obstacle.sentence)\n".utf8)
    }
    #expect(text == Array(try Data(contentsOf: expected)), "\(file.lastPathComponent)")
  }

  @Test(
    "A banner is read where the text begins, and everything else is as it was", arguments: try folder.files(endingIn: ".eml"))
  func meaning(file: URL) throws {
    let original = Message(try lines(file))
    guard case .success(let bytes) = written(original.bytes), case .places(let places) = BannerFinder.places(in: original)
    else {
      return
    }
    let changed = Message(bytes)
    #expect(changed.parts.map(\.contentType) == original.parts.map(\.contentType))
    #expect(changed.defects == original.defects)
    for (before, after) in zip(original.parts, changed.parts) where before.children.isEmpty {
      let hasPlace = places.contains { before.body.lowerBound...before.body.upperBound ~= $0.range.lowerBound }
      guard hasPlace, before.isText, !before.isAttachment else {
        #expect(changed.decodedBody(after) == original.decodedBody(before))
        continue
      }
      let text = String(decoding: changed.text(after), as: UTF8.self)
      #expect(text.contains(before.contentType == "text/html" ? "partner.example" : "\"<b>&\"@partner.example"))
      // What was there is there, in two pieces at most.
      #expect(BannerBench.isInsertion(of: original.decodedBody(before), into: changed.decodedBody(after)))
    }
  }

  @Test("Lines stay lawful, and seven bits stay seven", arguments: try folder.files(endingIn: ".eml"))
  func lawful(file: URL) throws {
    let original = try lines(file)
    guard case .success(let changed) = written(original) else { return }
    func longest(_ bytes: [UInt8]) -> Int { bytes.split(separator: 0x0A).map(\.count).max() ?? 0 }
    #expect(longest(changed) <= max(77, longest(original)))
    #expect(!changed.indices.contains { changed[$0] == 0x0A && ($0 == 0 || changed[$0 - 1] != 0x0D) })
    if original.allSatisfy({ $0 < 0x80 }) { #expect(changed.allSatisfy { $0 < 0x80 }) }
  }

  @Test("A page that is all head, or one long tag, is read once", .timeLimit(.minutes(5)))
  func linear() {
    for text in ["<title>", "<!--", "<body a='", "<link>", "&amp;", "<style></style>", "=\r\n", "</x"] {
      let head = "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
      _ = BannerFinder.places(in: Message(Array((head + String(repeating: text, count: 4 << 20 / text.utf8.count)).utf8)))
    }
  }
}
