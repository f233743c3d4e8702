import Foundation
import MartletTestKit
import SMTPCore
import Testing

@Suite struct SMTPDataWriterTests {
  /// The octets of DATA for a message given in chunks of `size`.
  private func wire(_ message: String, chunks size: Int = .max) -> String {
    var writer = SMTPDataWriter()
    var output: [UInt8] = []
    var rest = Array(message.utf8)[...]
    while !rest.isEmpty {
      writer.write(Array(rest.prefix(size)), to: &output)
      rest = rest.dropFirst(size)
    }
    writer.finish(to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test(
    arguments: [
      ("", ".\r\n"),
      ("a", "a\r\n.\r\n"),
      ("a\r\n", "a\r\n.\r\n"),
      (".\r\n", "..\r\n.\r\n"),
      ("..a\r\nb.\r\n.c", "...a\r\nb.\r\n..c\r\n.\r\n"),
      ("a\r", "a\r\n.\r\n"),
      ("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n"),
      ("a\r.\rb\r\n", "a\r\n..\r\nb\r\n.\r\n"),
      ("a\r\r\nb\n\r\n", "a\r\n\r\nb\r\n\r\n.\r\n"),
    ])
  func linesEndInCRLFAndDotsAreDoubled(message: String, expected: String) {
    #expect(wire(message) == expected)
    #expect(wire(message, chunks: 1) == expected)
    #expect(wire(message, chunks: 2) == expected)
  }

  private struct WriterCase: Decodable {
    let message: String
    let wire: String?
  }

  /// The suite's writer refuses what ours repairs; either way no bare CR, bare LF or early end reaches the wire.
  @Test func noMessageEndsBeforeItsEnd() throws {
    guard let data = try SharedFolder.data("suites/smtp-smuggling/mox-datawriter.json") else { return }
    let cases = try JSONDecoder().decode([WriterCase].self, from: data)
    #expect(!cases.isEmpty)
    for one in cases {
      let wire = wire(one.message)
      if let expected = one.wire { #expect(wire == expected) }
      let lines = wire.components(separatedBy: "\r\n")
      #expect(lines.suffix(2) == [".", ""])
      #expect(!lines.dropLast(2).contains("."))
      #expect(!lines.joined().unicodeScalars.contains { $0 == "\r" || $0 == "\n" })
    }
  }
}
