import ContentAnalysis
import Foundation
import MartletTestKit
import Testing

/// The URL tests that browsers' makers share (web-platform-tests).
struct WebURLSuiteTests {
  @Test func agreesWithBrowsers() throws {
    guard let data = try SharedFolder.data("suites/idna-url/urltestdata.json"),
      case .array(let items) = try WideJSON(Array(data))
    else { return }
    var report = try ConformanceReport(
      suite: "web-platform-urls", subject: "The URLs of web-platform-tests: what they are made of, or that they are none.")
    for (index, item) in items.enumerated() {
      guard case .object(let test) = item, case .string(let input)? = test["input"] else { continue }
      let base = test["base"]?.text
      let parsedBase = base.map { WebURL($0) } ?? nil
      // A lone surrogate is U+FFFD in a URL.
      let text = String(decoding: input, as: UTF16.self)
      let url = base != nil && parsedBase == nil ? nil : WebURL(text, base: parsedBase)
      let expected = test["failure"] == nil ? Parts(test) : nil
      report.record("#\(index)", agrees: url.map(Parts.init) == expected)
    }
    let problems = try report.problems()
    #expect(problems.isEmpty, "\(problems)")
  }
}

/// The parts of a URL as the tests name them.
private struct Parts: Equatable {
  let values: [String?]

  init(_ test: [String: WideJSON]) {
    values = ["href", "protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"].map {
      test[$0]?.text
    }
  }

  init(_ url: WebURL) {
    values = [
      url.href, url.scheme + ":", url.username, url.password, url.host ?? "", url.port.map(String.init) ?? "", url.path,
      Parts.part(url.query, "?"), Parts.part(url.fragment, "#"),
    ]
  }

  private static func part(_ text: String?, _ mark: String) -> String {
    guard let text, !text.isEmpty else { return "" }
    return mark + text
  }
}
