import ContentAnalysis
import Foundation
import MartletTestKit
import Testing

/// HTML to text as a mail store's snippets have it. Quotations are left out there and shown here, a tag that is not known
/// parts words there and not in browsers, CDATA is text there: those cases are judged by what browsers do.
struct HTMLTextSuiteTests {
  @Test func agreesOnWhatAReaderSees() throws {
    guard let data = try SharedFolder.data("suites/mail-dovecot/html2text-skipquoted.json") else { return }
    let cases = try JSONDecoder().decode([Case].self, from: data)
    try #require(!cases.isEmpty)
    for test in cases {
      let visible = String(decoding: HTMLReader.read(Array(test.html.utf8)).text.visible, as: UTF8.self)
      let expected = HTMLTextSuiteTests.browsers[test.html] ?? test.text
      #expect(visible.replacingOccurrences(of: "\n", with: " ") == expected, "\(test.html)")
    }
  }

  private struct Case: Decodable {
    let html: String
    let text: String
  }

  private static let browsers = [
    // An ampersand that begins no reference stands for itself; a reference needs no semicolon at the end.
    "&&aaaaaaaaaa": "&&aaaaaaaaaa", "&": "&", "&amp": "&", "&#deee;": "&#deee;",
    // Elements that show nothing, and unknown ones, part no words.
    "a<style>stylesheet is ignored</style>b": "ab", "a<script>javascript <p>foo</p> ignored</script>b": "ab",
    "a<stylea>b</stylea>c": "abc", "a<scripta>b</scripta>c": "abc",
    // Quotations are shown.
    "a<blockquote><blockquote>second level</blockquote>ignored</blockquote>b": "a second level ignored b",
    "a<blockquote>foo</blockquote": "a foo",
    // Outside SVG and MathML this is a comment up to the first `>`.
    "a<![CDATA[<style>]] >b</style>]]>c": "a]] >b]]>c", "a<![CDATA[b": "a", "a<![CDATA[b]]": "a",
    // A `<` at the end stands for itself.
    "a<": "a<",
  ]
}
