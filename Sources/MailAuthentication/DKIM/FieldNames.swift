/// Names of header fields in lower case, as `h=` lists them (RFC 6376 §3.5), held so that they are compared without text being
/// made of them.
struct FieldNames: Hashable, Sendable {
  /// All names, one after the other.
  private var octets: [UInt8] = []
  private var ends: [Int] = []
  private var keys: [UInt32] = []

  var count: Int { ends.count }

  init(_ names: [String]) {
    for name in names { append(name.utf8) }
  }

  /// Names between colons, with white space around them.
  init(_ list: ArraySlice<UInt8>) {
    octets.reserveCapacity(list.count)
    keys.reserveCapacity(list.count / 8)
    ends.reserveCapacity(list.count / 8)
    list.withUnsafeBytes { list in
      var start = 0
      while start <= list.count {
        var end = start
        while end < list.count, list[end] != UInt8(ascii: ":") { end += 1 }
        appendTrimmed(UnsafeRawBufferPointer(rebasing: list[start..<end]))
        start = end + 1
      }
    }
  }

  private mutating func appendTrimmed(_ name: UnsafeRawBufferPointer) {
    var (start, end) = (0, name.count)
    while start < end, TagList.isWhiteSpace(name[start]) { start += 1 }
    while end > start, TagList.isWhiteSpace(name[end - 1]) { end -= 1 }
    append(name[start..<end])
  }

  @inline(__always)
  private mutating func append(_ name: some Sequence<UInt8>) {
    var key = FieldNames.firstKey
    for byte in name {
      let byte = FieldNames.lowercased(byte)
      octets.append(byte)
      key = FieldNames.next(key, byte)
    }
    keys.append(key)
    ends.append(octets.count)
  }

  func octets(at index: Int) -> ArraySlice<UInt8> { octets[(index > 0 ? ends[index - 1] : 0)..<ends[index]] }

  func key(at index: Int) -> UInt32 { keys[index] }

  /// How often a name in lower case is there.
  func count(of name: String) -> Int { count(of: Array(name.utf8)[...], FieldNames.key(name.utf8)) }

  /// The same for a name whose key is known.
  func count(of name: ArraySlice<UInt8>, _ key: UInt32) -> Int {
    keys.indices.count { keys[$0] == key && octets(at: $0) == name }
  }

  /// RFC 5322 §3.6.8 `field-name`: at least one octet each, all of them visible ASCII.
  var areFieldNames: Bool {
    ends.indices.allSatisfy { !octets(at: $0).isEmpty } && octets.allSatisfy { (33...126).contains($0) }
  }

  var texts: [String] { ends.indices.map { String(decoding: octets(at: $0), as: UTF8.self) } }

  /// Names that differ in more than case mostly differ in this (FNV-1a), and others never do.
  @inline(__always)
  static func key(_ name: some Sequence<UInt8>) -> UInt32 {
    var key = firstKey
    for byte in name { key = next(key, lowercased(byte)) }
    return key
  }

  private static var firstKey: UInt32 { 0x811C_9DC5 }

  @inline(__always)
  private static func next(_ key: UInt32, _ byte: UInt8) -> UInt32 { (key ^ UInt32(byte)) &* 0x0100_0193 }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
