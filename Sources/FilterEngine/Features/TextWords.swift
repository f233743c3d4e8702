import Classification

/// Cuts text into words.
enum TextWords {
  /// Octets of a word; what is longer is cut.
  static let wordLimit = 24

  struct Word {
    var hash = FeatureHash()
    var length = 0
    var end = 0
  }

  /// Calls `body` with each word: a run of letters, digits, `$`, `%`, and what is no ASCII; apostrophes and hyphens inside it
  /// belong to it. Letters are made small, digits zeros.
  @inline(__always)
  static func forEach(in text: ArraySlice<UInt8>, _ body: (Word) -> Void) {
    var word = Word()
    var joint: UInt8 = 0
    for index in text.indices {
      let byte = text[index]
      let folded = folded(byte)
      if isWord(folded) {
        if word.length < wordLimit {
          if joint != 0 { word.hash.add(joint) }
          word.hash.add(folded)
        }
        word.length += 1
        word.end = index + 1
        joint = 0
      } else if word.length > 0 && joint == 0 && (byte == UInt8(ascii: "'") || byte == UInt8(ascii: "-")) {
        joint = byte
      } else {
        if word.length > 0 { body(word) }
        word = Word()
        joint = 0
      }
    }
    if word.length > 0 { body(word) }
  }

  /// Small letters, every digit a zero.
  static func folded(_ byte: UInt8) -> UInt8 {
    (byte &- 0x30) < 10 ? 0x30 : lowercased(byte)
  }

  static func lowercased(_ byte: UInt8) -> UInt8 { (byte &- 0x41) < 26 ? byte | 0x20 : byte }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte &- 0x61) < 26 || byte >= 0x80 || byte == 0x30 || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%")
  }
}
