import Foundation
import MartletTestKit
import Testing

@testable import InternetMessage

@Suite("Messages")
struct MessageTests {
  /// `NN-name.expected`: the defects, then a line a leaf: depth, type, file name or `-`, decoded size, text (`|` for a line end).
  @Test("The parts of a message are found by its boundaries")
  func cases() throws {
    for file in try CaseFolder("bodies").files(endingIn: ".eml") {
      let message = Message(Array(try Data(contentsOf: file)))
      let expected = try String(contentsOf: file.deletingPathExtension().appendingPathExtension("expected"), encoding: .utf8)
      #expect(described(message) == expected, "\(file.lastPathComponent)")
    }
  }

  private func described(_ message: Message) -> String {
    let leaves = message.leaves.map { part in
      let text = String(decoding: message.text(part), as: UTF8.self).replacing("\r\n", with: "|")
      return "\(part.depth) \(part.contentType) \(part.fileName ?? "-") \(message.decodedBody(part).count) |\(text)|"
    }
    return (message.defectKinds.map { $0.rawValue }.sorted() + leaves).map { $0 + "\n" }.joined()
  }

  @Test("Nesting and number of parts are bounded, and the rest of the message is still there")
  func limits() {
    let deep =
      (0..<10_000).map { "Content-Type: multipart/mixed; boundary=b\($0)\r\n\r\n--b\($0)\r\n" }.joined() + "\r\ntext\r\n"
    let deepMessage = Message(Array(deep.utf8))
    #expect(deepMessage.defectKinds.contains(.tooDeep))
    #expect(deepMessage.parts.count == Message.depthLimit + 1)
    #expect(deepMessage.parts.last?.body.upperBound == deep.utf8.count)

    let many = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + String(repeating: "--b\r\n\r\nx\r\n", count: 100_000)
    let manyMessage = Message(Array(many.utf8))
    #expect(manyMessage.defectKinds.contains(.tooManyParts))
    #expect(manyMessage.parts.count == Message.partLimit)
    #expect(manyMessage.parts.last?.body.upperBound == many.utf8.count)

    let messages = String(repeating: "Content-Type: message/rfc822\r\n\r\n", count: 5000)
    #expect(Message(Array(messages.utf8)).parts.count == Message.depthLimit + 1)
  }

  @Test("Any bytes give parts within the message", arguments: 0..<40)
  func neverTraps(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "Content-Type: multipart/mixed; boundary=a\r\n\r\n", "--a\r\n", "--a--\r\n", "--a", "\r\n",
      "Content-Type: message/rfc822\r\n\r\n", "Content-Type: multipart/digest; boundary=a\r\n",
      "Content-Type: text/html; charset=\"", "boundary=\"--\"", "Content-Transfer-Encoding: base64\r\n", "\r\n\r\n", "=", "=4",
      "QQ==", "\n", "\"", "(", "begin 644 a\r\n", "#86)C\r\n", "end\r\n", "=ybegin line=1 size=1 name=a\r\n", "=yend\r\n",
      "Content-Disposition: attachment; filename*=utf-8''%4", "=?utf-8?b?", "?=", "\\", "*0*=", "*1=",
    ]
    for _ in 0..<50 {
      let count = Int.random(in: 0..<24, using: &random)
      let bytes = (0..<count).flatMap { _ in Array((pieces.randomElement(using: &random) ?? "").utf8) }
      let message = Message(bytes)
      for (index, part) in message.parts.enumerated() {
        #expect(part.children.allSatisfy { $0 > index && message.parts[$0].parent == index })
        #expect(message.text(part, limit: 10).count <= 10)
        #expect(message.decodedBody(part, limit: 10).count <= 10)
      }
      #expect(message.defects.allSatisfy { message.parts.indices.contains($0.part) })
      for field in message.header.fields { _ = HeaderAddress.list(message.header.unfoldedValue(of: field)) }
    }
  }
}
