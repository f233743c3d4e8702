import ContentAnalysis
import Foundation
import MartletTestKit
import Testing

/// The tokenizer tests that browsers' makers share (html5lib-tests): every case, in each of its initial states.
struct TokenizerSuiteTests {
  @Test func agreesWithTheSharedSuite() throws {
    guard let folder = SharedFolder.path("suites/html5lib/tokenizer") else { return }
    var report = try ConformanceReport(
      suite: "html5lib",
      subject: "The tokens of html5lib's tokenizer tests, every case in each of its initial states. The parse errors they also "
        + "state are not reported: a filter reads broken HTML all the same.")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder).filter({ $0.hasSuffix(".test") }).sorted() {
      for (index, test) in try TokenizerCase.load(folder + "/" + file).enumerated() {
        report.record("\(file)#\(index)", agrees: test.run() == test.output)
      }
    }
    let problems = try report.problems()
    #expect(problems.isEmpty, "\(problems)")
  }
}
