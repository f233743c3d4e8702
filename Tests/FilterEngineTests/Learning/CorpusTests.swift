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
      Promise(corpus: "mail_and_packages", hamErrors: 0, missedPercent: 0),
    ])
  func promises(_ promise: Promise) throws {
    guard let corpus = try Corpus(promise.corpus) else { return }
    let rates = try errors(in: corpus)
    #expect(rates.hamErrors <= promise.hamErrors)
    #expect(rates.spamMisclassificationPercent ?? 0 <= promise.missedPercent)
  }

  private func errors(in corpus: Corpus) throws -> ErrorRates {
    let model = try #require(BaseModel.model)
    var reader = LearningReader()
    let messages = try corpus.messages().compactMap { label, file -> ScoredMessage? in
      guard let label = MessageLabel(rawValue: label), label.isCounted else { return nil }
      let content = [UInt8](try Data(contentsOf: file))
      return ScoredMessage(score: reader.evidence(of: content).logit(under: model), isSpam: label.isSpam)
    }
    try #require(!messages.isEmpty)
    return ErrorRates(messages, threshold: 0)
  }
}
