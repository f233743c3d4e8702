public import Classification
public import ContentAnalysis
public import InternetMessage

/// Takes the features of messages, one after the other.
public struct FeatureExtractor: Sendable {
  private var collector = FeatureCollector()

  public init() {}

  /// `content` is what `ContentAnalyzer` found in the message.
  public mutating func features(of message: Message, content: ContentFacts) -> FeatureSet {
    features(of: FeatureSource(message, content: content))
  }

  mutating func features(of source: FeatureSource) -> FeatureSet {
    FeatureExtractor.collect(source, of: FeatureView.allCases, into: &collector)
    return collector.finish()
  }

  /// What contributions to the logit of that message come from, for people.
  mutating func names(of contributions: [SpamModel.Contribution], in source: FeatureSource) -> [String] {
    // Views that nothing is asked about need not be looked at again.
    let views = FeatureView.allCases.filter { view in contributions.contains { $0.view == view } }
    return collector.names(of: contributions) { FeatureExtractor.collect(source, of: views, into: &$0) }
  }

  private static func collect(_ source: FeatureSource, of views: [FeatureView], into collector: inout FeatureCollector) {
    for view in views {
      switch view {
      case .bytes: ByteFeatures.add(source, to: &collector)
      case .characters: WordFeatures.addCharacters(source, to: &collector)
      case .words: WordFeatures.addWords(source, to: &collector)
      case .form: addForm(source, to: &collector)
      }
    }
  }

  private static func addForm(_ source: FeatureSource, to collector: inout FeatureCollector) {
    HeaderFeatures.add(source, to: &collector)
    AddressFeatures.add(source, to: &collector)
    SubjectFeatures.add(source, to: &collector)
    StructureFeatures.add(source, to: &collector)
    LayoutFeatures.add(source, to: &collector)
    LinkFeatures.add(source, to: &collector)
  }
}
