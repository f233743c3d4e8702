/// The name of an element or an attribute in lower case, as far as it is short enough to be one that means something: two
/// words that compare in an instant.
public struct HTMLName: Hashable, Sendable {
  /// Longer names than this are all one, and none that is known.
  static let longest = 16

  private var low: UInt64 = 0
  private var high: UInt64 = 0

  public init(_ name: StaticString) {
    self = name.withUTF8Buffer { HTMLName($0) }
  }

  public init(_ bytes: some Collection<UInt8>) {
    guard bytes.count <= HTMLName.longest else {
      (low, high) = (.max, .max)
      return
    }
    var shift: UInt64 = 0
    for byte in bytes {
      // A NUL is U+FFFD in a name; any octet that no known name has will do.
      let letter = UInt64(byte == 0 ? 0xFF : byte.lowercased)
      if shift < 64 { low |= letter << shift } else { high |= letter << (shift - 64) }
      shift += 8
    }
  }

  /// `onclick` and its like.
  var isEventHandler: Bool { low & 0xFFFF == 0x6E6F && low >> 16 & 0xFF != 0 }

  var slot: Int {
    Int(truncatingIfNeeded: (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93 >> 32)
  }
}
