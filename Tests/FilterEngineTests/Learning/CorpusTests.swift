import Classification
import Foundation
import MartletTestKit
import Testing

@testable import FilterEngine

/// Real mail, labelled, where a checkout has a `shared` folder with corpora beside it. They are laid out in a folder that goes
/// with the test, read as data, and judged by the base model as the scan would.
struct CorpusTests {
  /// Ham called spam, and spam missed, at most: what the model card promises of mail that the model was trained on.
  struct Promise: Sendable, CustomStringConvertible {
    let corpus: String
    let hamErrors: Int
    let missedPercent: Double

    var description: String { corpus }
  }

  @Test(
    "The base model keeps its promises on the corpora of the model card",
    arguments: [
      Promise(corpus: "csdmc2010", hamErrors: 1, missedPercent: 1),
      Promise(corpus: "list_usrp_users", hamErrors: 0, missedPercent: 0),
      // One of them is an empty header without a body, and nothing that anybody would have written.
      Promise(corpus: "mail_and_packages", hamErrors: 1, missedPercent: 0),
    ])
  func promises(_ promise: Promise) throws {
    guard let tool = SharedFolder.path("tools/unpack-corpora") else { return }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("corpora-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let unpacking = try Process.run(URL(fileURLWithPath: tool), arguments: [folder.path, promise.corpus])
    unpacking.waitUntilExit()
    try #require(unpacking.terminationStatus == 0)
    let rates = try errors(in: folder.appendingPathComponent(promise.corpus))
    #expect(rates.hamErrors <= promise.hamErrors)
    #expect(rates.spamMisclassificationPercent ?? 0 <= promise.missedPercent)
  }

  private func errors(in folder: URL) throws -> ErrorRates {
    let model = try #require(BaseModel.model)
    var reader = LearningReader()
    let index = try String(contentsOf: folder.appendingPathComponent("index"), encoding: .utf8)
    let messages = try index.split(separator: "\n").compactMap { line -> ScoredMessage? in
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let label = MessageLabel(rawValue: String(parts[0])), label.isCounted else { return nil }
      let content = [UInt8](try Data(contentsOf: folder.appendingPathComponent(String(parts[1]))))
      return ScoredMessage(score: reader.evidence(of: content).logit(under: model), isSpam: label.isSpam)
    }
    try #require(!messages.isEmpty)
    return ErrorRates(messages, threshold: 0)
  }
}
