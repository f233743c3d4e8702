import ContentAnalysis
import Foundation
import MartletTestKit
import Testing

/// The tokenizer tests that browsers' makers share (html5lib-tests): every case, in each of its initial states.
struct TokenizerSuiteTests {
  @Test func agreesWithTheSharedSuite() throws {
    guard let folder = SharedFolder.path("suites/html5lib/tokenizer") else { return }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".test") }.sorted()
    var count = 0
    for file in files {
      for test in try TokenizerCase.load(folder + "/" + file) {
        count += 1
        let tokens = test.run()
        #expect(tokens == test.output, "\(file): \(test.name)")
      }
    }
    #expect(count >= 6810)
  }
}
