/// Finds white space that relaxed canonicalisation changes, eight octets at a time.
enum BlankSearch {
  /// The first index from `start` on that holds a tab, or a space before white space, a CR or the end; without one, the end.
  static func endOfRun(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    // The octet after each of the eight has to be there too.
    while index + 9 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let next = bytes.loadUnaligned(fromByteOffset: index + 1, as: UInt64.self)
      let spaces = zeros(word ^ spaceWord) & (zeros(next ^ spaceWord) | zeros(next ^ carriageReturnWord))
      if (spaces | zeros(word ^ tabWord)) != 0, let found = firstChange(bytes, index..<index + 8, from: start) { return found }
      index += 8
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

  private static let spaceWord: UInt64 = 0x2020_2020_2020_2020
  private static let tabWord: UInt64 = 0x0909_0909_0909_0909
  private static let carriageReturnWord: UInt64 = 0x0D0D_0D0D_0D0D_0D0D

  /// The high bit of each octet that is zero, and sometimes of an octet 1 after one: never too few.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 }
}
