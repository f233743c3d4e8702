public import Classification
import ContentAnalysis
import InternetMessage

/// Reads messages of a corpus as the scan would, its marks blanked.
public struct LearningReader: Sendable {
  private let marks: CorpusMarks
  private var extractor = FeatureExtractor()

  public init(marks: CorpusMarks = .known) {
    self.marks = marks
  }

  public mutating func features(of content: [UInt8]) -> FeatureSet {
    var content = content
    marks.blank(&content)
    let message = Message(content)
    return extractor.features(of: message, content: ContentAnalyzer.analyze(message))
  }
}
