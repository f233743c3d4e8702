/// Where relaxed octets go.
struct RelaxedOutput {
  private let target: UnsafeMutableRawPointer
  private(set) var count = 0

  /// `target` has room for all that is written, and 32 octets more.
  init(_ target: UnsafeMutableRawPointer) { self.target = target }

  @inline(__always)
  mutating func write(_ byte: UInt8) {
    target.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count &+= 1
  }

  /// Writes what is left of the 32 octets at `index`, after which `source` has 32 more.
  @inline(__always)
  mutating func writeBlock(_ source: UnsafeRawBufferPointer, _ index: Int) {
    let (first, second) = (load(source, index), load(source, index &+ 16))
    let (afterFirst, afterSecond) = (load(source, index &+ 1), load(source, index &+ 17))
    if Blanks.none(in: Blanks.mayChange(first, afterFirst) .| Blanks.mayChange(second, afterSecond)) {
      target.storeBytes(of: first, toByteOffset: count, as: SIMD16<UInt8>.self)
      target.storeBytes(of: second, toByteOffset: count &+ 16, as: SIMD16<UInt8>.self)
      count &+= 32
    } else {
      let early = dropped(first, afterFirst, load(source, index &+ 2))
      writeRuns(source, index, early | dropped(second, afterSecond, load(source, index &+ 18)) << 16)
    }
  }

  /// Bits for the octets of `here` that are dropped, given the octets after each and the octets after those.
  @inline(__always)
  private func dropped(_ here: SIMD16<UInt8>, _ next: SIMD16<UInt8>, _ afterNext: SIMD16<UInt8>) -> UInt64 {
    let endsLine = (next .== Blanks.carriageReturn) .& (afterNext .== Blanks.lineFeed)
    let mask = Blanks.contains(here) .& (Blanks.contains(next) .| endsLine)
    let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return RelaxedOutput.bits(words.x) | RelaxedOutput.bits(words.y) << 8
  }

  /// Writes those of the 32 octets from `index` on whose bits, the lowest first, are not set in `dropped`.
  @inline(__always)
  private mutating func writeRuns(_ source: UnsafeRawBufferPointer, _ index: Int, _ dropped: UInt64) {
    var kept = ~dropped & 0xFFFF_FFFF
    while kept != 0 {
      let start = kept.trailingZeroBitCount
      let end = (~(kept &>> UInt64(truncatingIfNeeded: start))).trailingZeroBitCount &+ start
      store(load(source, index &+ start), count)
      store(load(source, index &+ start &+ 16), count &+ 16)
      count &+= end &- start
      kept &= ~0 &<< UInt64(truncatingIfNeeded: end)
    }
  }

  /// Stores sixteen octets, tabs as spaces.
  @inline(__always)
  private func store(_ octets: SIMD16<UInt8>, _ offset: Int) {
    let mapped = octets.replacing(with: Blanks.space, where: octets .== Blanks.tab)
    target.storeBytes(of: mapped, toByteOffset: offset, as: SIMD16<UInt8>.self)
  }

  @inline(__always)
  private func load(_ source: UnsafeRawBufferPointer, _ index: Int) -> SIMD16<UInt8> {
    source.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
  }

  /// A bit for each octet of a mask, the first one lowest.
  @inline(__always)
  private static func bits(_ mask: UInt64) -> UInt64 {
    // The product gathers the lowest bits of the octets in its highest octet.
    ((UInt64(littleEndian: mask) & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) >> 56
  }
}
