import Classification

/// Words of the visible text and pairs of them; runs of its characters.
enum WordFeatures {
  /// Octets of text that are read for words.
  static let textLimit = 16 * 1024
  /// Octets of a word; what is longer is cut, and is known by its length elsewhere.
  static let wordLimit = 24
  /// Octets of text that runs of characters are taken from.
  static let characterLimit = 3500

  static func add(_ source: FeatureSource, to collector: inout FeatureCollector) {
    addWords(source.subject[...], seed: 1, to: &collector)
    addWords(source.text.prefix(textLimit), seed: 0, to: &collector)
    addCharacters(source, to: &collector)
  }

  /// Words of the subject have their own seed, and count as words of the text too.
  private static func addWords(_ text: ArraySlice<UInt8>, seed: UInt64, to collector: inout FeatureCollector) {
    var previous: UInt64 = 0
    var beforeThat: UInt64 = 0
    TextWords.forEach(in: text) { word in
      collector.add(word, to: .words)
      if seed != 0 { collector.add(FeatureHash.pair(seed, word), to: .words) }
      if previous != 0 { collector.add(FeatureHash.pair(previous, word), to: .words) }
      if beforeThat != 0 { collector.add(FeatureHash.pair(beforeThat &+ 7, word), to: .words) }
      (beforeThat, previous) = (previous, word)
    }
  }

  private static func addCharacters(_ source: FeatureSource, to collector: inout FeatureCollector) {
    var text: [UInt8] = []
    text.reserveCapacity(characterLimit)
    normalize(source.subject[...], into: &text)
    normalize(source.text[...], into: &text)
    ByteFeatures.add(fourByteRunsOf: text, view: .characters, to: &collector)
  }

  /// Small letters, every digit a zero, white space of any length one space.
  private static func normalize(_ source: ArraySlice<UInt8>, into text: inout [UInt8]) {
    var wasBlank = false
    for byte in source {
      guard text.count < characterLimit else { return }
      let isBlank = byte <= 0x20
      if isBlank && wasBlank { continue }
      wasBlank = isBlank
      text.append(isBlank ? 0x20 : TextWords.folded(byte))
    }
    text.append(0x20)
  }
}
