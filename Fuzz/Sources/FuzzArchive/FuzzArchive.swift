import CFuzzDriver
import ContentAnalysis
import InternetMessage

/// Any octets as an attached archive: no trap, no more entries and no deeper ones than the limits say, sizes that make sense.
@main
struct FuzzArchive {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzArchive.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  private static let header = Array(
    "Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: binary\r\n\r\n".utf8)

  static func check(_ archive: [UInt8]) {
    let facts = ContentAnalyzer.analyze(Message(header + archive))
    precondition(facts.attachments.count == 1)
    for attachment in facts.attachments {
      precondition(attachment.sha256.utf8.count == 64)
      let entries = attachment.archive?.entries ?? []
      precondition(entries.count <= 1000)
      for entry in entries {
        precondition((1...3).contains(entry.depth))
        precondition(entry.size.map { $0 >= 0 } ?? true)
      }
    }
  }
}
