import Glibc

/// Looks for octets as fast as the C library does.
enum ByteSearch {
  /// The first index of `byte` in `range`, which lies within `bytes`.
  @inline(__always)
  static func firstIndex(of byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    bytes.withUnsafeBytes { firstIndex(of: byte, in: UnsafeRawBufferPointer(rebasing: $0[range])) }.map {
      $0 + range.lowerBound
    }
  }

  @inline(__always)
  static func firstIndex(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, Int32(byte), bytes.count) else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// True where all octets of `range`, which lies within `bytes`, are ASCII.
  static func isASCII(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    bytes.withUnsafeBytes { asciiPrefix(UnsafeRawBufferPointer(rebasing: $0[range])) == range.count }
  }

  /// How many octets at the start are ASCII, eight at a time.
  static func asciiPrefix(_ bytes: UnsafeRawBufferPointer) -> Int {
    var index = 0
    while index + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { break }
      index += 8
    }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }
}
