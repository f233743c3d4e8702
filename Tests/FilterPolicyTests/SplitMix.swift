/// The same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func isTrue(in one: Int) -> Bool { Int.random(in: 0..<one, using: &self) == 0 }

  /// `first` where there are no others.
  mutating func pick<Value>(_ first: Value, _ others: Value...) -> Value {
    let place = Int.random(in: 0...others.count, using: &self)
    return place == 0 ? first : others[place - 1]
  }

  mutating func several<Value>(of values: [Value], atMost count: Int) -> [Value] {
    Array(values.shuffled(using: &self).prefix(Int.random(in: 0...count, using: &self)))
  }
}
