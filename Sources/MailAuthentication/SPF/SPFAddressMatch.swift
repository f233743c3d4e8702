import MailTypes

extension IPAddress {
  /// True where both are of one family and their first `bits` bits are the same. Swift's shifts give 0 beyond the width, so
  /// that 0 and the full width need no case of their own.
  func agrees(with other: IPAddress, bits: Int) -> Bool {
    switch (self, other) {
    case (.v4(let left), .v4(let right)):
      return (left ^ right) & ~(UInt32.max >> UInt32(clamping: bits)) == 0
    case (.v6(let leftHigh, let leftLow), .v6(let rightHigh, let rightLow)):
      return (leftHigh ^ rightHigh) & ~(UInt64.max >> UInt64(clamping: min(bits, 64))) == 0
        && (leftLow ^ rightLow) & ~(UInt64.max >> UInt64(clamping: max(bits - 64, 0))) == 0
    default: return false
    }
  }
}
