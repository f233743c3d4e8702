import Classification
import ContentAnalysis
import InternetMessage
import Synchronization

/// A model with what it needs to read messages. The extractor keeps half a megabyte of memory from one message to the next;
/// a scanner works on one message at a time, so that nobody waits for it.
final class Classifier: Sendable {
  private let model: SpamModel
  private let extractor = Mutex(FeatureExtractor())

  init(_ model: SpamModel) {
    self.model = model
  }

  func term(_ message: Message, content: ContentFacts) -> ClassifierTerm {
    extractor.withLock { ClassifierTerm(model, message: message, content: content, extractor: &$0) }
  }
}
