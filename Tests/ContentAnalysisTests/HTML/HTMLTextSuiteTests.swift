import ContentAnalysis
import Foundation
import MartletTestKit
import Testing

/// HTML to text as a mail store makes snippets of it. It leaves out quotations and parts words at every tag; what browsers
/// show is another matter where it does.
struct HTMLTextSuiteTests {
  @Test func agreesOnWhatAReaderSees() throws {
    guard let data = try SharedFolder.data("suites/mail-dovecot/html2text-skipquoted.json") else { return }
    var report = try ConformanceReport(
      suite: "mail-dovecot-html", subject: "HTML to text as Dovecot makes snippets of it, against what browsers show.",
      reasons: ConformanceReasons.file("mail-dovecot-html"))
    for test in try JSONDecoder().decode([Case].self, from: data) {
      let visible = HTMLReader.read(Array(test.html.utf8)).text.visible
      let words = String(decoding: visible, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
      report.record(test.html, agrees: words == test.text.trimmingCharacters(in: .whitespaces))
    }
    let problems = try report.problems()
    #expect(problems.isEmpty, "\(problems)")
  }

  private struct Case: Decodable {
    let html: String
    let text: String
  }
}
