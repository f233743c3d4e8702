import ContentAnalysis
import Foundation
import MartletTestKit
import Testing

@Suite("Links in text")
struct URLFinderTests {
  private func find(_ text: String) -> [String] { URLFinder.links(in: Array(text.utf8)).map { $0.url.href } }

  @Test(
    "Links are found as mail programs find them",
    arguments: [
      ("see http://a.test/b_(c), or (https://d.test/e).", ["http://a.test/b_(c)", "https://d.test/e"]),
      (
        "WWW.Example.com/x and example.com and bit.ly/abc",
        ["http://www.example.com/x", "http://example.com/", "http://bit.ly/abc"]
      ),
      ("jo@example.com notes.txt e.g. a.b 3.14 end.Then readme.md", []),
      ("“http://a.test/” „www.b.com“ «c.com»", ["http://a.test/", "http://www.b.com/", "http://c.com/"]),
      ("http://user:pw@a.test:81/", ["http://user:pw@a.test:81/"]),
      ("http://1.2.3.4 http://0x7f.1/ http://017700000001", ["http://1.2.3.4/", "http://127.0.0.1/"]),
      ("http://bücher.example/ http://✪df.ws/1", ["http://xn--bcher-kva.example/", "http://xn--df-oiy.ws/1"]),
      ("<http://a.test/b>http://c.test", ["http://a.test/b", "http://c.test/"]),
      ("http:\\\\a.test\\b", ["http://a.test/b"]),
      ("请看http://a.test/，谢谢", ["http://a.test/"]),
      ("hxxp://a.test/", []),
      ("http://a.test/ http://a.test/", ["http://a.test/"]),
    ])
  func found(text: String, links: [String]) {
    #expect(find(text) == links)
  }

  @Test("Folded lines and escapes of calendars are undone (RFC 5545 §3.1, §3.3.11)")
  func calendar() {
    let text = "DESCRIPTION:Join\\nhttp://a.test/long\r\n er/path\\, or else\r\nURL:https://b.test/\r\n"
    let links = URLFinder.links(inCalendar: Array(text.utf8))
    #expect(links.map { $0.url.href } == ["http://a.test/longer/path", "https://b.test/"])
    #expect(links.allSatisfy { $0.origin == .calendar })
  }

  @Test("A mail service's own lists of what is a link and what is none")
  func lists() throws {
    guard let valid = try SharedFolder.data("suites/mime-flanker/url_valid.txt"),
      let invalid = try SharedFolder.data("suites/mime-flanker/url_invalid.txt")
    else { return }
    var report = try ConformanceReport(
      suite: "mime-flanker-urls", subject: "Flanker's lists of what is a link and what is none, as text.",
      reasons: ConformanceReasons.file("mime-flanker-urls"))
    for text in lines(valid) { report.record(text, agrees: find(text).count == 1) }
    for text in lines(invalid) { report.record(text, agrees: find(text).isEmpty) }
    let problems = try report.problems()
    #expect(problems.isEmpty, "\(problems)")
  }

  private func lines(_ data: Data) -> [String] {
    String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  @Test(
    "The domain that was registered is told from what is below it",
    arguments: [
      ("www.example.co.uk", "example.co.uk"), ("example.com", "example.com"), ("com", nil), ("192.0.2.1", nil),
      ("a.b.github.io", "b.github.io"),
    ])
  func organizationalDomain(host: String, domain: String?) {
    #expect(PublicSuffix.organizationalDomain(of: host) == domain)
  }
}
