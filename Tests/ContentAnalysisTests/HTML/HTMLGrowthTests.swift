import ContentAnalysis
import Foundation
import Testing

/// No input costs more than its length says: twice as much of any costs at most two and a half times the processor's time.
@Suite("Growth", .serialized)
struct HTMLGrowthTests {
  private static let greatestGrowth = 2.5

  @Test(
    "HTML is read in linear time",
    arguments: [
      "<div>", "<div style='color:red;display:block'>x", "<p>", "<b><i>", "<font><x>", "<p><button>", "<svg><p>",
      "<a><table><td>",
      "</div>", "<table><td></div>", "<!--", "<!--[if mso]>", "<!-", "&", "&#", "&notit", "<", "</", "<!", "<?", "<a href=\"",
      "<a b=c ", "<title></titl", "<script><!--", "<script><!--<script>", "<style>@media all{", "<style>a,b{x:(", "<style>/*",
      "<style>.a{color:red}</style>", "<p class='a b c d e'>", "<svg><![CDATA[]]", "<a href=http://a.test/>x",
      "<select><option>",
      "<li><ul>", "<base href=http://a.test>", "<img srcset=',,,,,,,'>", "<meta http-equiv=refresh content=';url='>",
    ])
  func html(piece: String) {
    expectLinear(piece) { _ = HTMLReader.read($0) }
  }

  @Test(
    "One tag is read in linear time",
    arguments: [
      ("<p ", "a=b "), ("<p ", "style=x "), ("<p style='", "a:b;"), ("<p style='", "/*"), ("<p style='", "("),
      ("<p class='", "a "),
    ])
  func tag(start: String, piece: String) {
    expectLinear(piece, after: start) { _ = HTMLReader.read($0) }
  }

  @Test(
    "Text is searched for links, and folded, in linear time",
    arguments: [
      "a.", "http://", "http://[", "http://a%", "http://a.test/ ", "www.a.com ", "a@b.", "(", "://", "http://a/?url=http://b/",
      "р\u{200B}aypal ", "р", "a\u{200C}", "\u{202E}", "“a.com", "。", "\u{E0041}",
    ])
  func text(piece: String) {
    expectLinear(piece) { text in
      _ = URLFinder.links(in: text)
      _ = URLFinder.links(inCalendar: text)
      var folding = TextFolding()
      _ = Confusables.fold(text, counting: &folding)
    }
  }

  @Test(
    "A URL is read in linear time",
    arguments: ["/", "/..", "%2e/", "@", ":", "?", "#", "é", "xn--a.", "[", "http://a/?url=", "\\", "a.", "1."])
  func url(piece: String) {
    expectLinear(piece, after: "http://a") { text in
      if let url = WebURL(text) { _ = Redirector.target(of: url) }
    }
  }

  /// Measures in time of the processor, and again where something else got in between: growth that is there stays.
  private func expectLinear(_ piece: String, after start: String = "", _ read: ([UInt8]) -> Void) {
    let octets = 24_000
    func time(_ octets: Int) -> Double {
      let input = Array((start + String(repeating: piece, count: octets / piece.utf8.count)).utf8)
      return (0..<3).map { _ in HTMLGrowthTests.processorTime { read(input) } }.min() ?? 0
    }
    read(Array((start + piece).utf8))
    var growth = Double.infinity
    for _ in 0..<4 where growth > HTMLGrowthTests.greatestGrowth {
      growth = min(growth, time(2 * octets) / max(time(octets), 1e-4))
    }
    #expect(growth <= HTMLGrowthTests.greatestGrowth, "\(start)\(piece)")
  }

  static func processorTime(_ work: () -> Void) -> Double {
    var before = timespec()
    var after = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before)
    work()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after)
    return Double(after.tv_sec - before.tv_sec) + Double(after.tv_nsec - before.tv_nsec) / 1e9
  }
}
