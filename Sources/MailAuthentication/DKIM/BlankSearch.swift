/// Finds white space that relaxed canonicalisation changes, sixteen octets at a time.
enum BlankSearch {
  /// The first index from `start` on that holds a tab, or a space before white space, a CR or the end; without one, the end.
  static func endOfRun(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    // The octet after each of the sixteen has to be there too.
    while index + 17 <= bytes.count {
      let here = bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
      let next = bytes.loadUnaligned(fromByteOffset: index + 1, as: SIMD16<UInt8>.self)
      let changes = (here .== space) .& ((next .== space) .| (next .== carriageReturn)) .| (here .== tab)
      let words = unsafeBitCast(changes, to: SIMD2<UInt64>.self)
      if (words.x | words.y) != 0, let found = firstChange(bytes, index..<index + 16, from: start) { return found }
      index += 16
    }
    return firstChange(bytes, index..<bytes.count, from: start) ?? bytes.count
  }

  private static func firstChange(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, from start: Int) -> Int? {
    for index in range {
      if bytes[index] == 0x09 {
        // A space before a tab in the octets before these was taken for a single one.
        return index > start && bytes[index - 1] == 0x20 ? index - 1 : index
      }
      guard bytes[index] == 0x20 else { continue }
      guard index + 1 < bytes.count else { return index }
      let next = bytes[index + 1]
      if next == 0x20 || next == 0x09 || next == 0x0D { return index }
    }
    return nil
  }

  @inline(__always)
  private static var space: SIMD16<UInt8> { SIMD16(repeating: 0x20) }
  @inline(__always)
  private static var tab: SIMD16<UInt8> { SIMD16(repeating: 0x09) }
  @inline(__always)
  private static var carriageReturn: SIMD16<UInt8> { SIMD16(repeating: 0x0D) }
}
