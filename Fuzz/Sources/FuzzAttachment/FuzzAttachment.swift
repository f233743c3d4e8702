import CFuzzDriver
import ContentAnalysis
import InternetMessage

/// Any octets behind the marks by which files are told apart: no trap in whatever reads such a file, the same answer twice.
@main
struct FuzzAttachment {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzAttachment.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  /// Files begin with these; the first octet of the input picks one.
  private static let marks: [[UInt8]] = [
    [], Array("%PDF-1.7\n".utf8), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0xFF, 0xD8, 0xFF, 0xE0],
    Array("GIF89a".utf8), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], [0x78, 0x9F, 0x3E, 0x22], Array("{\\rtf1".utf8),
    [0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3],
    Array("<html><script>".utf8), Array("<svg ".utf8), Array("MIME-Version: 1.0\r\n".utf8), Array("BEGIN:VCALENDAR\r\n".utf8),
    Array("[InternetShortcut]\r\n".utf8), Array("MZ".utf8),
    [0xCA, 0xFE, 0xBA, 0xBE], Array("<?xml ".utf8), Array("!<arch>\n".utf8),
  ]
  private static let names = ["a.pdf", "a.png", "a.doc.exe", "a.html", "a\u{202E}fdp.exe", ""]

  static func check(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let name = names[Int(first) % names.count]
    let header = "Content-Disposition: attachment; filename=\"\(name)\"\r\nContent-Type: application/x\r\n\r\n"
    let message = Array(header.utf8) + marks[Int(first) % marks.count] + input.dropFirst()
    let facts = ContentAnalyzer.analyze(Message(message))
    let again = ContentAnalyzer.analyze(Message(message))
    precondition(
      facts.attachments.allSatisfy { !$0.files.isEmpty && $0.files.allSatisfy { $0.path.unicodeScalars.count <= 255 } })
    precondition(facts.attachments == again.attachments && facts.codes == again.codes)
  }
}
