import Glibc

/// Searching in bytes.
enum ByteSearch {
  /// Where `needle` first begins at or after `start`. Needles are a few words of our own, so that no haystack makes this slow.
  static func first(_ needle: [UInt8], in bytes: [UInt8], from start: Int = 0) -> Int? {
    guard let initial = needle.first, start >= 0, start <= bytes.count - needle.count else { return nil }
    return bytes.withUnsafeBytes { haystack in
      guard let base = haystack.baseAddress else { return nil }
      let last = haystack.count - needle.count
      var index = start
      while index <= last, let found = memchr(base + index, CInt(initial), last - index + 1) {
        if memcmp(found, needle, needle.count) == 0 { return UnsafeRawPointer(found) - base }
        index = UnsafeRawPointer(found) - base + 1
      }
      return nil
    }
  }

  static func contains(_ needle: [UInt8], in bytes: [UInt8]) -> Bool { first(needle, in: bytes) != nil }

  /// ASCII capitals made small.
  static func lowercased(_ bytes: some Collection<UInt8>) -> [UInt8] {
    bytes.map { ($0 &- 0x41) < 26 ? $0 | 0x20 : $0 }
  }

  /// The number of `count` octets at `offset`, least significant first; `nil` past the end. At most four octets.
  static func littleEndian(_ bytes: [UInt8], at offset: Int, count: Int) -> Int? {
    guard offset >= 0, count <= 4, offset <= bytes.count - count else { return nil }
    return (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
  }
}
