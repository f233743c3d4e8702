public import Classification

/// Takes the features of messages, one after the other.
public struct FeatureExtractor: Sendable {
  private var collector = FeatureCollector()

  public init() {}

  public mutating func features(of content: [UInt8]) -> FeatureSet {
    features(of: FeatureSource(content))
  }

  mutating func features(of source: FeatureSource) -> FeatureSet {
    HeaderFeatures.add(source, to: &collector)
    AddressFeatures.add(source, to: &collector)
    SubjectFeatures.add(source, to: &collector)
    StructureFeatures.add(source, to: &collector)
    LayoutFeatures.add(source, to: &collector)
    LinkFeatures.add(source, to: &collector)
    WordFeatures.add(source, to: &collector)
    ByteFeatures.add(source, to: &collector)
    return collector.finish()
  }
}
