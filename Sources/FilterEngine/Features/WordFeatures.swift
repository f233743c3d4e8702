import Classification

/// Words of the visible text and pairs of them; runs of its characters.
enum WordFeatures {
  /// Octets of text that are read for words.
  static let textLimit = 16 * 1024
  /// Octets of text that runs of characters are taken from.
  static let characterLimit = 3500

  private static let inSubject = FeatureHash("subject").value
  private static let withGap = FeatureHash("gap").value

  static func addWords(_ source: FeatureSource, to collector: inout FeatureCollector) {
    addWords(source.subject[...], isSubject: true, to: &collector)
    addWords(source.text.prefix(textLimit), isSubject: false, to: &collector)
  }

  /// Words, neighbours, and neighbours but one. Words of the subject have features of their own, and count as words of the
  /// text too.
  private static func addWords(_ text: ArraySlice<UInt8>, isSubject: Bool, to collector: inout FeatureCollector) {
    var previous: UInt64 = 0
    var beforeThat: UInt64 = 0
    TextWords.forEach(in: text) { word in
      let hash = word.hash.value
      collector.add(hash, to: .words, named: name(text, word))
      if isSubject { collector.add(FeatureHash.pair(inSubject, hash), to: .words, named: "subject: " + name(text, word)) }
      if previous != 0 { collector.add(FeatureHash.pair(previous, hash), to: .words, named: "… " + name(text, word)) }
      if beforeThat != 0 {
        collector.add(FeatureHash.pair(beforeThat &+ withGap, hash), to: .words, named: "… … " + name(text, word))
      }
      (beforeThat, previous) = (previous, hash)
    }
  }

  private static func name(_ text: ArraySlice<UInt8>, _ word: TextWords.Word) -> String {
    let start = max(text.startIndex, word.end - min(word.length, 40))
    return String(decoding: text[start..<word.end], as: UTF8.self)
  }

  static func addCharacters(_ source: FeatureSource, to collector: inout FeatureCollector) {
    var text: [UInt8] = []
    text.reserveCapacity(characterLimit)
    normalize(source.subject[...], into: &text)
    normalize(source.text[...], into: &text)
    collector.add(fourByteRunsOf: text, to: .characters, named: ByteFeatures.name)
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
