/// Names features by numbers that are the same on every machine and in every run.
public struct FeatureHash: Sendable, Hashable {
  public private(set) var value: UInt64

  /// Starts a hash; hashes with different seeds never meet but by chance.
  public init(_ seed: UInt64 = 0) {
    value = 0xCBF2_9CE4_8422_2325 ^ (seed &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Starts with a name.
  public init(_ name: StaticString) {
    self.init()
    name.withUTF8Buffer { for byte in $0 { add(byte) } }
    add(0xFF)
  }

  /// FNV-1a.
  @inline(__always)
  public mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  @inline(__always)
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
  }

  @inline(__always)
  public mutating func add(_ number: Int) {
    value = (value ^ UInt64(truncatingIfNeeded: number)) &* 0x9E37_79B9_7F4A_7C15
  }

  /// Two hashes in order.
  @inline(__always)
  public static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    (first &* 0x9E37_79B9_7F4A_7C15) ^ (second &+ 0x517C_C1B7_2722_0A95)
  }

  /// The slot of a hash: its bits are mixed, so that any hash will do (the finaliser of MurmurHash3).
  @inline(__always)
  public static func slot(_ value: UInt64) -> UInt32 {
    var hash = value
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return UInt32(truncatingIfNeeded: (hash ^ hash >> 33) & UInt64(FeatureView.slotCount - 1))
  }
}
