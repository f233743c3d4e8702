/// SimHash (Charikar, 2002): one word whose bits are voted on by all features, so that similar sets of features give words
/// that differ in few bits. Chosen over MinHash because it is one word to store and compare whatever the message, and takes
/// one pass without a sorted set.
struct SimHash {
  /// Votes for each bit, in eight groups of eight.
  private var votes = [SIMD8<Int32>](repeating: .zero, count: 8)
  private(set) var count = 0

  /// Features voted: more do not move the result, and time is bounded.
  static let featureLimit = 4096

  mutating func add(_ feature: UInt64) {
    guard count < SimHash.featureLimit else { return }
    count += 1
    let hash = SimHash.mixed(feature)
    for group in 0..<8 {
      votes[group] &+= SimHash.ballots[Int(truncatingIfNeeded: hash >> UInt64(8 * group)) & 255]
    }
  }

  var value: UInt64 {
    var value: UInt64 = 0
    for bit in 0..<64 where votes[bit / 8][bit % 8] > 0 { value |= 1 << UInt64(bit) }
    return value
  }

  /// For each octet the votes of its bits: +1 where set, −1 where not.
  private static let ballots: [SIMD8<Int32>] = (0..<256).map { octet in
    var ballot = SIMD8<Int32>.zero
    for bit in 0..<8 { ballot[bit] = octet >> bit & 1 == 1 ? 1 : -1 }
    return ballot
  }

  /// The finaliser of MurmurHash3: every bit of the feature reaches every bit of the result.
  static func mixed(_ value: UInt64) -> UInt64 {
    var hash = value
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 33
  }
}
