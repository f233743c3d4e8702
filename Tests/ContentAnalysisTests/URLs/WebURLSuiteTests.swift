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
    var count = 0
    for case .object(let test) in items {
      guard case .string(let input)? = test["input"] else { continue }
      count += 1
      let base = test["base"]?.text
      let parsedBase = base.map { WebURL($0) } ?? nil
      // A lone surrogate is U+FFFD in a URL.
      let text = String(decoding: input, as: UTF16.self)
      let url = base != nil && parsedBase == nil ? nil : WebURL(text, base: parsedBase)
      let expected = test["failure"] == nil ? Parts(test) : nil
      #expect(url.map(Parts.init) == expected, "\(text) against \(base ?? "nothing")")
    }
    #expect(count >= 869)
  }
}

/// The parts of a URL as the tests name them.
private struct Parts: Equatable, CustomStringConvertible {
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

  var description: String { values.map { $0 ?? "nil" }.joined(separator: " | ") }
}
