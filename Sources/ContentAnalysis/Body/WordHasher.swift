/// Cuts text into words, and names each by a hash that is the same on every machine.
enum WordHasher {
  struct Word {
    var hash: UInt64
    var length: Int
  }

  /// Calls `body` for each run of letters and octets above 127, ASCII capitals made small; digits, signs and blanks part
  /// words, so that numbers that vary from copy to copy leave no trace.
  static func forEachWord(in text: [UInt8], _ body: (Word) -> Void) {
    var word = Word(hash: seed, length: 0)
    for byte in text {
      let lower = (byte &- 0x41) < 26 ? byte | 0x20 : byte
      if lower >= 0x80 || (lower &- 0x61) < 26 {
        word.hash = (word.hash ^ UInt64(lower)) &* prime
        word.length += 1
      } else if word.length > 0 {
        body(word)
        word = Word(hash: seed, length: 0)
      }
    }
    if word.length > 0 { body(word) }
  }

  // FNV-1a, 64 bits.
  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3
}
