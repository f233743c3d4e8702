import CFuzzDriver
import FilterEngine
import FilterPolicy
import InternetMessage
import MailTypes

/// Any octets as the attachment of a DMARC report: unpacked, read and shortened without a trap, within the limits that keep the
/// findings of a scan small.
@main
struct FuzzReport {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzReport.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  private static let header = Array(
    "Content-Type: application/octet-stream; name=r\r\nContent-Transfer-Encoding: binary\r\n\r\n".utf8)

  static func check(_ content: [UInt8]) {
    for finding in ReportReading.reports(in: Message(header + content)) {
      precondition(finding.omittedRecords >= 0)
      precondition(finding.report.id.utf8.count <= 255)
      precondition(finding.report.records.count <= 5000)
      for record in finding.report.records {
        precondition((0...1_000_000_000).contains(record.count))
        precondition(record.headerFrom.utf8.count <= 255 && !record.headerFrom.utf8.contains { $0 < 0x20 })
      }
    }
  }
}
