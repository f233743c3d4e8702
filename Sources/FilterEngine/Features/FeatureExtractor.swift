public import Classification
public import ContentAnalysis
public import InternetMessage

/// Takes the features of messages, one after the other.
public struct FeatureExtractor: Sendable {
  private var collector = FeatureCollector()

  public init() {}

  /// `content` is what `ContentAnalyzer` found in the message.
  public mutating func features(of message: Message, content: ContentFacts) -> FeatureSet {
    let source = FeatureSource(message, content: content)
    FeatureExtractor.collect(source, into: &collector)
    return collector.finish()
  }

  /// What contributions to the logit of that message come from, for people.
  public mutating func names(
    of contributions: [SpamModel.Contribution], in message: Message, content: ContentFacts
  ) -> [String] {
    let source = FeatureSource(message, content: content)
    return collector.names(of: contributions) { FeatureExtractor.collect(source, into: &$0) }
  }

  private static func collect(_ source: FeatureSource, into collector: inout FeatureCollector) {
    HeaderFeatures.add(source, to: &collector)
    AddressFeatures.add(source, to: &collector)
    SubjectFeatures.add(source, to: &collector)
    StructureFeatures.add(source, to: &collector)
    LayoutFeatures.add(source, to: &collector)
    LinkFeatures.add(source, to: &collector)
    WordFeatures.add(source, to: &collector)
    ByteFeatures.add(source, to: &collector)
  }
}
