import ContentAnalysis
import Testing

@Suite("Redirectors")
struct RedirectorTests {
  @Test(
    "A wrapper is taken off as far as the link's text tells",
    arguments: [
      (
        "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.test%2Fx%3Fy%3D1&data=05%7C",
        "https://a.test/x?y=1"
      ),
      ("https://www.google.de/url?sa=t&q=https://a.test/&usg=x", "https://a.test/"),
      ("https://urldefense.proofpoint.com/v1/url?u=http://a.test/&k=x", "http://a.test/"),
      ("https://urldefense.proofpoint.com/v2/url?u=https-3A__a.test_b-3Fc-3Dd&d=DwM", "https://a.test/b?c=d"),
      ("https://urldefense.com/v3/__https://a.test/*b*c__;Iz8!!AbC!d$", "https://a.test/#b?c"),
      ("https://secure-web.cisco.com/1abc/https%3A%2F%2Fa.test%2Fb", "https://a.test/b"),
      ("https://eu-west-1.protection.sophos.com/?d=a.test&u=aHR0cHM6Ly9hLnRlc3Qv&i=x", "https://a.test/"),
      ("https://www.google.com/url?q=https://l.facebook.com/l.php?u=https%253A%252F%252Fa.test%252F", "https://a.test/"),
      ("https://shop.test/out?id=3&redirect=http%3A%2F%2Fa.test%2F", "http://a.test/"),
      ("https://web.archive.org/web/2020/https://a.test/b", "https://a.test/b"),
      // No wrapper.
      ("https://shop.test/?ref=http://a.test/", "https://shop.test/?ref=http://a.test/"),
      ("https://shop.test/?url=a.test", "https://shop.test/?url=a.test"),
    ])
  func target(wrapped: String, target: String) throws {
    #expect(Redirector.target(of: try #require(WebURL(wrapped))).href == target)
  }

  @Test("Wrappers inside one another are undone up to a limit")
  func depth() throws {
    let wrapped = String(repeating: "http://w.test/?url=", count: Redirector.depthLimit + 1) + "http://a.test/"
    let target = Redirector.target(of: try #require(WebURL(wrapped)))
    #expect(target.href == "http://w.test/?url=http://a.test/")
  }
}
