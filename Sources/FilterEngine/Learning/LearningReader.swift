import Classification
import ContentAnalysis
import FilterPolicy
import InternetMessage

/// Reads messages of a corpus as the scan would, its marks blanked.
public struct LearningReader: Sendable {
  private let marks: CorpusMarks
  private var extractor = FeatureExtractor()

  public init(marks: CorpusMarks = .known) {
    self.marks = marks
  }

  public mutating func evidence(of content: [UInt8]) -> MessageEvidence {
    var content = content
    marks.blank(&content)
    let message = Message(content)
    let analysis = ContentAnalyzer.analyze(message)
    let facts = ScanFacts(
      subject: nil, message: MessageFacts(message.header, analysis), content: analysis, authentication: AuthenticationFacts(),
      client: nil)
    return MessageEvidence(
      extractor.features(of: message, content: analysis),
      signalWeight: Findings.sum(of: MessageScanner.signals(for: facts)), isSilent: SilentMessage.holds(message))
  }
}
