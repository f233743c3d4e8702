import Classification

/// Cuts text into words.
enum TextWords {
  /// Calls `body` with the hash of each word: a run of letters, digits, `$`, `%`, and what is no ASCII; apostrophes and hyphens
  /// inside it belong to it. Letters are made small, digits zeros.
  @inline(__always)
  static func forEach(in text: ArraySlice<UInt8>, _ body: (UInt64) -> Void) {
    var hash = FeatureHash()
    var length = 0
    var joint: UInt8 = 0
    for byte in text {
      let folded = folded(byte)
      if isWord(folded) {
        if joint != 0 && length > 0 && length < WordFeatures.wordLimit { hash.add(joint) }
        if length < WordFeatures.wordLimit { hash.add(folded) }
        length += 1
        joint = 0
      } else if length > 0 && joint == 0 && (byte == UInt8(ascii: "'") || byte == UInt8(ascii: "-")) {
        joint = byte
      } else {
        if length > 0 { body(hash.value) }
        (hash, length, joint) = (FeatureHash(), 0, 0)
      }
    }
    if length > 0 { body(hash.value) }
  }

  static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x30...0x39: 0x30
    default: byte
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte &- 0x61) < 26 || byte >= 0x80 || byte == 0x30 || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%")
  }
}
