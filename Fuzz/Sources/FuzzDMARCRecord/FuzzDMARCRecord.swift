import CFuzzDriver
import MailAuthentication
import MailTypes

/// Any octets as DMARC records, values of From, and aggregate reports: no trap; what was read of a report is written and read
/// again as the same.
@main
struct FuzzDMARCRecord {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzDMARCRecord.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  /// The first octet says whether the others are octets or numbers of pieces.
  static func check(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let rest = input.dropFirst()
    let text = first & 1 == 0 ? Array(rest) : rest.flatMap { pieces[Int($0) % pieces.count] }
    checkRecord(text)
    checkReport(text)
    _ = DMARCRequest.authorDomains(inField: text)
  }

  private static func checkRecord(_ text: [UInt8]) {
    guard let record = DMARCRecord(text) else { return }
    precondition(record.isUsable || record.policy == .none)
    precondition(record.aggregateReports.count <= DMARCLimits.reportURIs)
    precondition(
      record.aggregateReports.allSatisfy { !$0.scheme.isEmpty && $0.text.utf8.allSatisfy { (0x21...0x7E).contains($0) } })
  }

  private static func checkReport(_ text: [UInt8]) {
    guard let report = try? DMARCAggregateReport(xml: text) else { return }
    guard let again = try? DMARCAggregateReport(xml: report.xml) else { preconditionFailure("written, and not read") }
    precondition(again.records.count == report.records.count)
    precondition(again.records.map(\.source) == report.records.map(\.source))
    // What is written once is written the same for ever.
    guard let third = try? DMARCAggregateReport(xml: again.xml) else { preconditionFailure("written, and not read") }
    precondition(third.xml == again.xml)
  }

  private static let pieces: [[UInt8]] = [
    "v=DMARC1", ";", "=", " ", "p", "sp", "np", "reject", "none", "quarantine", "rua=", "mailto:a@b.example", ",", "!10m",
    "%2C",
    "https://x.example/", "psd=y", "t=y", "adkim=s", "pct=50", "\t", "\0", "é", "A@b.example", "<", ">", "[192.0.2.1]", "xn--",
    "<feedback>", "</feedback>", "<report_metadata>", "</report_metadata>", "<report_id>1</report_id>", "<date_range>",
    "</date_range>", "<begin>1</begin>", "<end>2</end>", "<policy_published>", "</policy_published>", "<domain>", "</domain>",
    "<p>none</p>", "<record>", "</record>", "<row>", "</row>", "<source_ip>192.0.2.1</source_ip>", "<count>3</count>",
    "<policy_evaluated>", "</policy_evaluated>", "<reason>", "</reason>", "<auth_results>", "</auth_results>", "<dkim>",
    "</dkim>",
    "<spf>", "</spf>", "<result>", "</result>", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "<!DOCTYPE", "&amp;", "&#x41;",
    "&#0;",
    "<a b='>'/>", "<x:y>", "</x:y>",
  ].map { Array($0.utf8) }
}
