import Foundation
import MartletTestKit
import Testing

@testable import InternetMessage

@Suite("Body reader")
struct BodyReaderTests {
  /// `NN-name.expected`: the defects, then a line a part: depth, type, file name or `-`, size, decoded text (`|` for a line end).
  @Test("The parts of a message are found by its boundaries")
  func cases() throws {
    for file in try CaseFolder("bodies").files(endingIn: ".eml") {
      let message = Array(try Data(contentsOf: file))
      let expected = try String(contentsOf: file.deletingPathExtension().appendingPathExtension("expected"), encoding: .utf8)
      #expect(described(message) == expected, "\(file.lastPathComponent)")
    }
  }

  private func described(_ message: [UInt8]) -> String {
    let body = BodyReader(message, header: HeaderBlock(message))
    let parts = body.parts.map { part in
      let bytes = body.decoded(part)
      let text = TextDecoding.text(bytes[...], charset: part.charset).replacing("\r\n", with: "|")
      return "\(part.depth) \(part.type) \(part.fileName ?? "-") \(bytes.count) |\(text)|"
    }
    return (body.defects.map { $0.rawValue }.sorted() + parts).map { $0 + "\n" }.joined()
  }

  @Test("Nesting and number of parts are bounded, and the rest of the message is still there")
  func limits() {
    let deep = (0..<200).map { "Content-Type: multipart/mixed; boundary=b\($0)\r\n\r\n--b\($0)\r\n" }.joined() + "\r\ntext\r\n"
    let deepBody = BodyReader(Array(deep.utf8), header: HeaderBlock(Array(deep.utf8)))
    #expect(deepBody.defects.contains(.tooDeep))
    #expect(deepBody.parts.count == 1)

    let many = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + String(repeating: "--b\r\n\r\nx\r\n", count: 3000)
    let manyBody = BodyReader(Array(many.utf8), header: HeaderBlock(Array(many.utf8)))
    #expect(manyBody.defects.contains(.tooManyParts))
    #expect(manyBody.parts.count == BodyReader.partLimit)
    #expect(manyBody.parts.allSatisfy { $0.body.upperBound <= many.utf8.count })

    let messages = String(repeating: "Content-Type: message/rfc822\r\n\r\n", count: 5000)
    #expect(BodyReader(Array(messages.utf8), header: HeaderBlock(Array(messages.utf8))).parts.count == 1)
  }

  @Test("Any bytes give parts within the message", arguments: 0..<40)
  func neverTraps(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "Content-Type: multipart/mixed; boundary=a\r\n\r\n", "--a\r\n", "--a--\r\n", "--a", "\r\n",
      "Content-Type: message/rfc822\r\n\r\n",
      "Content-Type: text/html; charset=\"", "boundary=\"--\"", "Content-Transfer-Encoding: base64\r\n", "\r\n\r\n", "=", "=4",
      "QQ==", "\n", "\"", "(",
      "Content-Disposition: attachment; filename*=utf-8''%4", "=?utf-8?b?", "?=", "\\",
    ]
    for _ in 0..<50 {
      let count = Int.random(in: 0..<24, using: &random)
      let message = (0..<count).flatMap { _ in Array((pieces.randomElement(using: &random) ?? "").utf8) }
      let header = HeaderBlock(message)
      let body = BodyReader(message, header: header)
      for part in body.parts {
        #expect(part.body.upperBound <= message.count)
        _ = body.decoded(part)
      }
      for field in header.fields { _ = HeaderAddress.list(header.unfoldedValue(of: field)) }
    }
  }
}
