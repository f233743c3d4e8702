import ContentAnalysis
import InternetMessage
import MartletTestKit
import Testing

/// No attachment costs more than its length says: twice as much of any costs at most two and a half times the processor's time.
@Suite("Growth of attachments", .serialized)
struct AttachmentGrowthTests {
  private static let greatestGrowth = 2.5

  @Test(
    "A file is looked into in linear time",
    arguments: [
      ("%PDF-1.7\n", "/"), ("%PDF-1.7\n", "/URI ("), ("%PDF-1.7\n", "/ObjStm stream "), ("%PDF-1.7\n", "#4a/J#61"),
      ("<html>", ";base64,"), ("<html><script>", "atob(\"QUJD\");"), ("<html><script>", "AAAA"), ("<svg ", "onload=x "),
      ("{\\rtf1", "\\objdata{"), ("{\\rtf1", "{\\*\\template "), ("MIME-Version: 1.0\r\n", "Content-Type: text/html\r\n\r\n"),
      ("BEGIN:VCALENDAR\r\n", "LOCATION:http://a.test\r\n"), ("[InternetShortcut]\r\n", "URL=http://a.test\r\n"),
      ("Received: x\r\n\r\n", "begin 644 a\n`\nend\n"), ("MZ", "PE\u{0}\u{0}"), ("GIF89a", "\u{1}\u{0}"),
    ])
  func linear(start: String, piece: String) {
    expectLinear(octets: 200_000) { octets in
      Array((start + String(repeating: piece, count: octets / piece.utf8.count)).utf8)
    }
  }

  @Test("An archive is listed in linear time, whatever the number of its files")
  func archive() {
    expectLinear(octets: 5_000_000) { octets in
      var zip = ZipFile()
      for number in 0..<(octets / 100) { zip.add("\(number)") }
      return zip.bytes
    }
  }

  private func expectLinear(octets: Int, _ make: (Int) -> [UInt8]) {
    let single = make(octets)
    let double = make(2 * octets)
    func time(_ content: [UInt8]) -> Double {
      (0..<3).map { _ in HTMLGrowthTests.processorTime { _ = AttachedFile.facts(content) } }.min() ?? 0
    }
    _ = AttachedFile.facts(make(100))
    var growth = Double.infinity
    for _ in 0..<4 where growth > AttachmentGrowthTests.greatestGrowth {
      growth = min(growth, time(double) / max(time(single), 1e-3))
    }
    #expect(growth <= AttachmentGrowthTests.greatestGrowth)
  }
}
